package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import io.reducto.memory.sync.MemorySetup;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto memory init}. */
@Command(
        name = "init",
        description = {
            "Lets a Git clone take part: gives it a name of its own, tells Git who joins its files, and exchanges what is there.",
            "Doing it again is fine, for instance to name more client files."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  git clone git@host:team/memory.git && cd memory",
            "  reducto memory init --client ~/.tool/memory.json"
        })
final class MemoryInitCommand implements Callable<Integer> {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    @Mixin private ExchangeOption memory = new ExchangeOption();
    @Mixin private Output output = new Output();

    @Option(
            names = "--client",
            paramLabel = "FILE",
            description =
                    "A file that a tool keeps, an array of entries; may be given several times.")
    private List<Path> clients = new ArrayList<>();

    @Option(
            names = "--new-name",
            description = "Takes another name although the clone has one: for a copied clone.")
    private boolean takesNewName;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description =
                    "The branch that is exchanged whatever is checked out. Default: what is checked out, and its upstream.")
    private @Nullable String branch;

    @Override
    public Integer call() throws Exception {
        MemorySetup setup =
                new MemorySetup(
                        host(), clients, driver(), takesNewName, Optional.ofNullable(branch));
        try (MemoryClone clone =
                setup.open(memory.folder(), memory.surroundings(), new SplittableRandom())) {
            output.note("this clone is %s".formatted(clone.replica()));
            return new MemoryReport(output).print(clone.exchange());
        }
    }

    private static String host() throws IOException {
        return Files.isReadable(HOST_NAME)
                ? Files.readString(HOST_NAME).strip()
                : InetAddress.getLocalHost().getHostName();
    }

    /** What Git calls: this program where it is installed, else by name. */
    private static String driver() {
        String home = System.getProperty("reducto.home", "");
        String program = home.isEmpty() ? "reducto" : "'%s'".formatted(Path.of(home, "reducto"));
        return program + " memory merge-driver %O %A %B %P";
    }
}
