package io.reducto.memory.sync;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The lines of {@code .gitattributes} that tell Git who joins our files. */
final class Attributes {
    /** Its path. */
    static final String FILE = ".gitattributes";

    /** The name of the merge driver. */
    static final String DRIVER = "reducto-memory";

    private static final List<String> LINES =
            List.of(
                    "memory/hosts/*.jsonl merge=" + DRIVER + " -text",
                    "memory/*.jsonl merge=" + DRIVER + " -text");

    private Attributes() {}

    /** {@code file} with our lines at its end; empty where it has them. */
    static Optional<byte[]> completed(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        List<String> missing =
                LINES.stream().filter(line -> text.lines().noneMatch(line::equals)).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        String completed = text + gap + String.join("\n", missing) + "\n";
        return Optional.of(completed.getBytes(StandardCharsets.UTF_8));
    }
}
