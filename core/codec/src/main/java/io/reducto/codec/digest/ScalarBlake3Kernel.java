package io.reducto.codec.digest;

import java.util.Arrays;

/** The kernel that needs nothing but Java: one compression after another. */
final class ScalarBlake3Kernel implements Blake3Kernel {
    private static final int EACH = 0xFF;
    private static final int FIRST = Blake3Compression.first(EACH);
    private static final int LAST = Blake3Compression.last(EACH);

    private final byte[] cv = new byte[CV_BYTES];

    /** The last block of a node that does not fill it. */
    private final byte[] tail = new byte[BLOCK_BYTES];

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Blake3Kernel forOneHasher() {
        return new ScalarBlake3Kernel();
    }

    @Override
    public void compress(Blake3Domain domain, byte[] in, Blake3Nodes nodes, byte[] out) {
        for (int i = 0; i < nodes.count(); i++) {
            int length = nodes.lengths[i];
            if (length > 0 && length % BLOCK_BYTES == 0) {
                Blake3Compression.compress(
                        domain.key,
                        0,
                        in,
                        nodes.offsets[i],
                        length / BLOCK_BYTES,
                        BLOCK_BYTES,
                        nodes.counters[i],
                        domain.flags | nodes.flags[i],
                        out,
                        nodes.outs[i]);
            } else {
                compressPadded(domain, in, nodes, i, out);
            }
        }
    }

    private void compressPadded(
            Blake3Domain domain, byte[] in, Blake3Nodes nodes, int node, byte[] out) {
        int offset = nodes.offsets[node];
        int tailLength = nodes.lengths[node] % BLOCK_BYTES;
        int whole = nodes.lengths[node] / BLOCK_BYTES;
        long counter = nodes.counters[node];
        int flags = domain.flags | nodes.flags[node];
        byte[] before = domain.key;
        if (whole > 0) {
            Blake3Compression.compress(
                    before, 0, in, offset, whole, BLOCK_BYTES, counter, flags & ~LAST, cv, 0);
            before = cv;
            flags &= ~FIRST;
        }
        System.arraycopy(in, offset + whole * BLOCK_BYTES, tail, 0, tailLength);
        Arrays.fill(tail, tailLength, BLOCK_BYTES, (byte) 0);
        Blake3Compression.compress(
                before, 0, tail, 0, 1, tailLength, counter, flags, out, nodes.outs[node]);
    }
}
