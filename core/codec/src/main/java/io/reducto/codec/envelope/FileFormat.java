package io.reducto.codec.envelope;

import java.nio.charset.StandardCharsets;

/**
 * A kind of file: its name in the envelope and the versions that this release reads.
 *
 * @param name one to eight ASCII letters
 * @param oldest the oldest version that is read
 * @param newest the newest version that is read, and the one that is written
 */
public record FileFormat(String name, int oldest, int newest) {
    /** Length of the name field in bytes. */
    public static final int NAME_BYTES = 8;

    /** Checks the shape of the name and the order of the versions. */
    public FileFormat {
        if (!name.matches("[a-z]{1," + NAME_BYTES + "}")) {
            throw new IllegalArgumentException(
                    "format name: one to eight letters a-z, found " + name);
        }
        if (oldest < 1 || newest < oldest || newest > 65535) {
            throw new IllegalArgumentException(
                    "format %s: versions %d to %d".formatted(name, oldest, newest));
        }
    }

    void writeName(byte[] target, int offset) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < NAME_BYTES; i++) {
            target[offset + i] = i < ascii.length ? ascii[i] : 0;
        }
    }
}
