package io.reducto.codec.digest;

/**
 * The root compression of a tree with its inputs held: block i of the output is the same
 * compression with counter i. Reused for every output of one hasher.
 */
final class Blake3Root {
    private static final int BYTES = 64;

    private byte[] cv = new byte[0];
    private byte[] block = new byte[0];
    private int blockLength;
    private int flags;

    private final byte[] window = new byte[BYTES];

    /** Keeps references to both arrays; they must not change before the last {@link #write}. */
    void set(byte[] cv, byte[] block, int blockLength, int flags) {
        this.cv = cv;
        this.block = block;
        this.blockLength = blockLength;
        this.flags = flags | Blake3Compression.ROOT;
    }

    void write(long position, byte[] out, int offset, int length) {
        if (position == 0 && length == Blake3.BYTES) {
            Blake3Compression.compress(cv, 0, block, 0, 1, blockLength, 0, flags, out, offset);
            return;
        }
        int wide = flags | Blake3Compression.WIDE;
        long counter = position / BYTES;
        int skip = (int) (position % BYTES);
        for (int done = 0; done < length; counter++) {
            Blake3Compression.compress(cv, 0, block, 0, 1, blockLength, counter, wide, window, 0);
            int part = Math.min(length - done, BYTES - skip);
            System.arraycopy(window, skip, out, offset + done, part);
            done += part;
            skip = 0;
        }
    }
}
