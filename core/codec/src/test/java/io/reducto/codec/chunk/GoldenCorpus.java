package io.reducto.codec.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * 64 MiB whose cut points are on record, as the header of {@code golden/fastcdc/v1/corpus.tsv}
 * describes them: random bytes, text of few letters, runs of one byte, and a part that came before
 * with bytes put in between.
 */
final class GoldenCorpus {
    static final int LENGTH = 64 << 20;

    private static final int SECTION = 1 << 20;
    private static final int LETTERS_PER_DRAW = 16;

    private final ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private long state = 20_260_101L;

    private GoldenCorpus() {}

    static byte[] bytes() {
        GoldenCorpus corpus = new GoldenCorpus();
        for (int section = 0; corpus.out.hasRemaining(); section++) {
            int end = (section + 1) * SECTION;
            switch (section % 4) {
                case 0 -> corpus.random(end);
                case 1 -> corpus.text(end);
                case 2 -> corpus.runs(end);
                default -> corpus.again(end);
            }
        }
        return corpus.out.array();
    }

    private void random(int end) {
        while (out.position() < end) {
            out.putLong(next());
        }
    }

    private void text(int end) {
        while (out.position() < end) {
            long draw = next();
            for (int i = 0; i < LETTERS_PER_DRAW; i++) {
                out.put((byte) ('a' + (draw >>> (4 * i) & 15)));
            }
        }
    }

    private void runs(int end) {
        while (out.position() < end) {
            long draw = next();
            int length = 1 + (int) (draw >>> 8 & 0x3FFFF);
            byte value = (draw >>> 32 & 1) == 0 ? 0 : (byte) draw;
            int from = out.position();
            int to = Math.min(end, from + length);
            Arrays.fill(out.array(), from, to, value);
            out.position(to);
        }
    }

    private void again(int end) {
        int from = out.position() - 3 * SECTION;
        while (out.position() < end) {
            long draw = next();
            int length = Math.min(1 + (int) (draw >>> 8 & 0xFFFF), end - out.position());
            out.put(out.array(), from, length);
            from += length;
            if (out.position() < end) {
                out.put((byte) draw);
            }
        }
    }

    /** SplitMix64. */
    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
