package io.reducto.memory.git;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a command answered.
 *
 * @param exitCode one of those that its command expects
 * @param bytes of its standard output
 * @param complaints its standard error, credentials masked, at most {@link
 *     GitProgram#COMPLAINTS_MAX_BYTES}
 */
public record GitOutput(int exitCode, byte[] bytes, String complaints) {
    /** The output as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The output as text without the white space around it. */
    String line() {
        return text().strip();
    }

    /** The parts of an output that ends each with a NUL. */
    List<String> parts() {
        String text = text();
        if (text.isEmpty()) {
            return List.of();
        }
        String body = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
        return List.of(body.split("\0", -1));
    }
}
