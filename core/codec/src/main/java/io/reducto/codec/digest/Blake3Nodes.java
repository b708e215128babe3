package io.reducto.codec.digest;

/**
 * A list of nodes of one or more trees, none of which needs another's value: the work that a {@link
 * Blake3Kernel} fills its lanes with. Made once and filled again and again.
 */
final class Blake3Nodes {
    /** Flags of a leaf that is not the root. */
    static final int LEAF =
            Blake3Compression.first(Blake3Compression.CHUNK_START)
                    | Blake3Compression.last(Blake3Compression.CHUNK_END);

    /** Flags of a leaf that is the root. */
    static final int ROOT_LEAF = LEAF | Blake3Compression.last(Blake3Compression.ROOT);

    /** Flags of a parent that is not the root. */
    static final int PARENT = Blake3Compression.PARENT;

    /** Flags of a parent that is the root. */
    static final int ROOT_PARENT = PARENT | Blake3Compression.ROOT;

    /** Where the bytes of a node begin. */
    final int[] offsets;

    /** How many they are: 0 to 1024 of a leaf, 64 of a parent. */
    final int[] lengths;

    /** Ordinals of leaves in their trees; 0 for parents. */
    final long[] counters;

    /** As {@link Blake3Compression#compress} takes them, without those of the domain. */
    final int[] flags;

    /** Where chaining values go. */
    final int[] outs;

    private int count;

    Blake3Nodes(int countMax) {
        offsets = new int[countMax];
        lengths = new int[countMax];
        counters = new long[countMax];
        flags = new int[countMax];
        outs = new int[countMax];
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Adds {@code leafCount} whole leaves that are not the root, one after the other. */
    void addLeaves(int offset, int leafCount, long counter, int out) {
        for (int i = 0; i < leafCount; i++) {
            add(
                    offset + i * Blake3Kernel.CHUNK_BYTES,
                    Blake3Kernel.CHUNK_BYTES,
                    counter + i,
                    LEAF,
                    out + i * Blake3Kernel.CV_BYTES);
        }
    }

    /** Adds a node of {@code length} bytes. */
    void add(int offset, int length, long counter, int nodeFlags, int out) {
        offsets[count] = offset;
        lengths[count] = length;
        counters[count] = counter;
        flags[count] = nodeFlags;
        outs[count] = out;
        count++;
    }

    /**
     * Adds the parents of {@code pairs} pairs of values that stand from {@code offset} on; they are
     * to replace the values.
     *
     * @param parentFlags {@link #PARENT} or {@link #ROOT_PARENT}
     */
    void addParents(int offset, int pairs, int parentFlags) {
        for (int i = 0; i < pairs; i++) {
            add(
                    offset + i * Blake3Kernel.BLOCK_BYTES,
                    Blake3Kernel.BLOCK_BYTES,
                    0,
                    parentFlags,
                    offset + i * Blake3Kernel.CV_BYTES);
        }
    }
}
