package io.reducto.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reducto submit}: jobs of this build, to a Flink cluster. */
@Command(
        name = "submit",
        description = "Runs a job on a Flink cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {SubmitIngestCommand.class, SubmitMemoryCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class SubmitCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing required command: ingest or memory");
    }
}
