package io.reducto.codec.digest;

/**
 * Digests of many short inputs at once, 32 bytes each: the trees of a group of spans grow level by
 * level, and each level of all of them is one list for the kernel. So lanes are full although a
 * span of 8 KiB has eight leaves, two parents of parents and one root.
 *
 * <pre>
 * values, of a group of spans of 3, 1 and 5 leaves:
 *
 * leaves    a0 a1 a2 B  c0 c1 c2 c3 c4
 * parents   a01 a2 . B  c01 c23 c4 . .        the last of an odd number goes up as it is
 *           A   .  . B  c03 c4 .   . .        roots, in capitals, are made in another way
 *           A   .  . B  C   .  .   . .
 * </pre>
 *
 * <p>Allocates nothing after construction. Not safe for use by several threads.
 */
final class Blake3Batch {
    /** Longer spans fill the lanes by themselves. */
    static final int SPAN_BYTES_MAX = 256 << 10;

    private static final int CHUNK_BYTES = Blake3Kernel.CHUNK_BYTES;
    private static final int CV_BYTES = Blake3Kernel.CV_BYTES;

    /** Leaves of a group: 1 MiB of input, and 32 KiB of values. */
    private static final int LEAVES_MAX = 1024;

    private final Blake3Domain domain;
    private final Blake3Kernel kernel;
    private final Blake3Nodes nodes = new Blake3Nodes(LEAVES_MAX);
    private final byte[] values = new byte[LEAVES_MAX * CV_BYTES];

    /** Of each span of the group, where its values begin. */
    private final int[] places = new int[LEAVES_MAX];

    /** Of each span of the group, how many values there are at this level. */
    private final int[] widths = new int[LEAVES_MAX];

    /** Spans of the group. */
    private int count;

    /** Leaves of the group. */
    private int leaves;

    Blake3Batch(Blake3Domain domain, Blake3Kernel kernel) {
        this.domain = domain;
        this.kernel = kernel;
    }

    /** Whether a span of that many bytes may be added to the group. */
    boolean hasRoom(int length) {
        return length <= SPAN_BYTES_MAX && leaves + leaves(length) <= LEAVES_MAX;
    }

    /** Adds {@code [offset, offset + length)}, for which there is room. */
    void add(int offset, int length) {
        int width = leaves(length);
        int place = leaves * CV_BYTES;
        int last = width - 1;
        int flags = last == 0 ? Blake3Nodes.ROOT_LEAF : Blake3Nodes.LEAF;
        nodes.addLeaves(offset, last, 0, place);
        nodes.add(
                offset + last * CHUNK_BYTES,
                length - last * CHUNK_BYTES,
                last,
                flags,
                place + last * CV_BYTES);
        places[count] = place;
        widths[count] = width;
        count++;
        leaves += width;
    }

    /** Writes the digests of the group in the order of the spans, and begins another one. */
    void finish(byte[] data, byte[] out, int outOffset) {
        kernel.compress(domain, data, nodes, values);
        while (listParents()) {
            kernel.compress(domain, values, nodes, values);
            endLevel();
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, places[i], out, outOffset + i * CV_BYTES, CV_BYTES);
        }
        nodes.clear();
        count = 0;
        leaves = 0;
    }

    private boolean listParents() {
        nodes.clear();
        for (int i = 0; i < count; i++) {
            int width = widths[i];
            int flags = width == 2 ? Blake3Nodes.ROOT_PARENT : Blake3Nodes.PARENT;
            nodes.addParents(places[i], width / 2, flags);
        }
        return nodes.count() > 0;
    }

    /** Closes the gap before the last of an odd number. */
    private void endLevel() {
        for (int i = 0; i < count; i++) {
            int pairs = widths[i] / 2;
            if (widths[i] % 2 == 1) {
                int from = places[i] + (widths[i] - 1) * CV_BYTES;
                System.arraycopy(values, from, values, places[i] + pairs * CV_BYTES, CV_BYTES);
            }
            widths[i] -= pairs;
        }
    }

    private static int leaves(int length) {
        return Math.max(1, (length + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }
}
