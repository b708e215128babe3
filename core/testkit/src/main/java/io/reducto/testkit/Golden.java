package io.reducto.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Golden files: bytes on the class path under {@code golden/<format>/v<N>/}, written once and never
 * regenerated.
 *
 * <p>A test that fails against one has found a change of format, not a stale file.
 */
public final class Golden {
    private Golden() {}

    /** The bytes of {@code golden/<path>}. */
    public static byte[] bytes(String path) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + path)) {
            if (in == null) {
                throw new AssertionError("golden file missing on the class path: golden/" + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The lines of {@code golden/<path>} without empty ones and those that begin with {@code #}.
     */
    public static List<String> lines(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
