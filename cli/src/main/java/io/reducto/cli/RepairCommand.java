package io.reducto.cli;

import io.reducto.repository.log.LeadRepair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code reducto repair}: what an operator does when volumes are lost for good. */
@Command(
        name = "repair",
        description = "Repairs what volumes that are gone have left behind.",
        mixinStandardHelpOptions = true,
        subcommands = RepairCommand.Lead.class,
        synopsisSubcommandLabel = "COMMAND")
final class RepairCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec =
            picocli.CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "Missing required command: lead");
    }

    /** {@code reducto repair lead}: names another volume that decides the order of commits. */
    @Command(
            name = "lead",
            description = {
                "Makes another metadata volume the lead, after the lead is lost.",
                "Copies the longest chain of commits to all metadata volumes that answer and begins a generation.",
                "Stop every job that writes to the repository first."
            },
            mixinStandardHelpOptions = true,
            footer = {"%nExample:", "  reducto repair lead -r /srv/v2 v2"})
    static final class Lead implements Callable<Integer> {
        @Mixin private RepositoryOption repository = new RepositoryOption();
        @Mixin private Output output = new Output();

        @Parameters(
                paramLabel = "VOLUME",
                description = "Name of the volume that is to be the lead.")
        private String volume = "";

        @Override
        public Integer call() throws Exception {
            try (OpenRepository open = repository.open()) {
                LeadRepair.Result result = new LeadRepair(open.stores()).repair(volume);
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("lead", volume);
                fields.put("generation", result.toGeneration());
                fields.put("commits", result.chainLength());
                fields.put("volumes", result.volumes());
                fields.put("silent", result.silent());
                fields.put("voided", result.voided().size());
                output.line(
                        "%s is the lead of generation %d; %d commits on %s; no answer from %s; %d records void"
                                .formatted(
                                        volume,
                                        result.toGeneration(),
                                        result.chainLength(),
                                        result.volumes(),
                                        result.silent(),
                                        result.voided().size()),
                        fields);
            }
            return ExitCode.OK.code();
        }
    }
}
