package io.reducto.benchmarks.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A version whose every bit is turned over. It repeats itself, resembles its neighbours and
 * compresses as the original does, and has no chunk in common with it.
 */
final class Inverse {
    private static final int BUFFER_BYTES = 1 << 20;

    private Inverse() {}

    /** Writes the inverse of {@code version} to a new file in {@code folder}. */
    static Version of(Version version, Path folder) throws IOException {
        Path file = folder.resolve(version.archive());
        try (InputStream in = Files.newInputStream(version.file());
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    buffer[i] = (byte) ~buffer[i];
                }
                out.write(buffer, 0, length);
            }
        }
        return new Version(version.object(), version.version(), file, version.bytes());
    }
}
