package io.reducto.benchmarks.crdt;

import java.util.zip.Deflater;

/**
 * Bytes of a state.
 *
 * @param bytes as the library writes it
 * @param deflated the same through zlib at level 6, since some compress themselves
 */
record Sizes(int bytes, int deflated) {
    private static final int LEVEL = 6;

    static Sizes of(byte[] bytes) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] window = new byte[1 << 16];
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(window);
            }
            return new Sizes(bytes.length, length);
        } finally {
            deflater.end();
        }
    }
}
