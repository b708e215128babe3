package io.reducto.benchmarks.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What is measured with: the same bytes in every process of a machine. */
final class Samples {
    private Samples() {}

    /** Bytes that no two kernels take short cuts on. */
    static byte[] random(int bytes) {
        byte[] sample = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(sample);
        return sample;
    }

    /** The class files of this JDK, in the order of their names: up to 100 MB of real data. */
    static byte[] classFiles(int bytes) {
        byte[] sample = new byte[bytes];
        int filled = 0;
        try {
            for (Path file : classesOfTheJdk()) {
                byte[] content = Files.readAllBytes(file);
                int part = Math.min(content.length, bytes - filled);
                System.arraycopy(content, 0, sample, filled, part);
                filled += part;
                if (filled == bytes) {
                    return sample;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(
                "class files of this JDK: expected %d bytes, found %d".formatted(bytes, filled));
    }

    private static List<Path> classesOfTheJdk() throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> files = Files.walk(modules)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }
}
