package io.reducto.memory.sync;

import io.reducto.codec.digest.Blake3;
import io.reducto.memory.entry.Damage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;

/**
 * Damage, put aside: the bytes as they were found in a file named by their digest, and beside it
 * where they stood and what rule they break. The same damage is put aside once.
 */
final class QuarantineFolder {
    private static final int DIGEST_BYTES = Blake3.BYTES / 2;

    private final LocalFolder folder;

    QuarantineFolder(LocalFolder folder) {
        this.folder = folder;
    }

    /** How many of {@code damages} were not here already. */
    int put(List<Damage> damages) throws IOException {
        int fresh = 0;
        for (Damage damage : damages) {
            byte[] digest = Blake3.hash(damage.bytes(), 0, damage.bytes().length);
            String name = HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
            if (!Files.exists(folder.path(name + ".reason"))) {
                folder.write(name, damage.bytes());
                String reason = "%s: %s%n".formatted(damage.place(), damage.reason());
                folder.write(name + ".reason", reason.getBytes(StandardCharsets.UTF_8));
                fresh++;
            }
        }
        return fresh;
    }
}
