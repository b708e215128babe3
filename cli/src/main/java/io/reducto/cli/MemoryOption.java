package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import io.reducto.memory.sync.MemoryException;
import io.reducto.memory.sync.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** Which clone, and how long its remote may not answer. */
final class MemoryOption {
    @Option(
            names = {"-C", "--clone"},
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "A clone of the memory's repository. Default: the current folder.")
    private Path folder = Path.of(".");

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "How long to try again while the remote does not answer; then everything is kept in the clone. Default: ${DEFAULT-VALUE}.")
    private long patienceSeconds = 120;

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }

    Surroundings surroundings() {
        return Surroundings.system(
                new SplittableRandom(), Duration.ofSeconds(Math.max(0, patienceSeconds)));
    }

    MemoryClone open() throws MemoryException, IOException, InterruptedException {
        return MemoryClone.open(folder(), surroundings());
    }
}
