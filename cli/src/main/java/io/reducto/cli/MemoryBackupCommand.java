package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto memory backup}. */
@Command(
        name = "backup",
        description = {
            "Takes what the client files have that is new, and exchanges it with the remote. Absence in a file removes nothing.",
            "Where the remote does not answer everything is kept in the clone, and the exit code is 6."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto memory backup                       the client files that init was told of",
            "  reducto memory backup --client notes.json   another one",
            "  reducto memory backup --local               ask no remote"
        })
final class MemoryBackupCommand implements Callable<Integer> {
    @Mixin private ExchangeOption memory = new ExchangeOption();
    @Mixin private Output output = new Output();

    @Option(
            names = "--client",
            paramLabel = "FILE",
            description = "Instead of those that init was told of; may be given several times.")
    private List<Path> clients = new ArrayList<>();

    @Option(names = "--local", description = "Commits here and asks no remote.")
    private boolean isLocal;

    @Override
    public Integer call() throws Exception {
        try (MemoryClone clone = memory.open()) {
            List<Path> files = clients.isEmpty() ? clone.clients() : NamedFiles.present(clients);
            if (files.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "no client file: expected --client here or at reducto memory init; to exchange only, reducto memory sync");
            }
            clone.take(files);
            return new MemoryReport(output).print(isLocal ? clone.commit() : clone.exchange());
        }
    }
}
