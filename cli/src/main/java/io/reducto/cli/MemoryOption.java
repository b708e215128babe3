package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import io.reducto.memory.sync.MemoryException;
import io.reducto.memory.sync.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** Which clone. */
class MemoryOption {
    @Option(
            names = {"-C", "--clone"},
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "A clone of the memory's repository. Default: the current folder.")
    private Path folder = Path.of(".");

    final Path folder() {
        return folder.toAbsolutePath().normalize();
    }

    /** How long a remote may not answer; nothing here asks one. */
    Duration patience() {
        return Duration.ZERO;
    }

    final Surroundings surroundings() {
        return Surroundings.system(new SplittableRandom(), patience());
    }

    final MemoryClone open() throws MemoryException, IOException, InterruptedException {
        return MemoryClone.open(folder(), surroundings());
    }
}
