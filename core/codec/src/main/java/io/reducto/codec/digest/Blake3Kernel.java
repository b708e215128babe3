package io.reducto.codec.digest;

/**
 * The two hot loops of BLAKE3, in which many compressions do not depend on each other. {@link
 * Blake3} does the rest: the tree's shape, the unfinished chunk, the root.
 *
 * <p>A kernel has no state, allocates nothing, trusts its arguments and is safe for use by several
 * threads. All kernels give the same bytes ({@code Blake3KernelContract}). {@link #best} is the one
 * place in which a kernel is chosen.
 */
sealed interface Blake3Kernel permits ScalarBlake3Kernel {
    /** Length in bytes of a leaf of the tree. */
    int CHUNK_BYTES = 1024;

    /** Length in bytes of a chaining value. */
    int CV_BYTES = 32;

    /** The fastest kernel of this JVM. */
    static Blake3Kernel best() {
        return ScalarBlake3Kernel.INSTANCE;
    }

    /** A short name for logs and metrics, such as {@code scalar}. */
    String name();

    /**
     * Chaining values of whole chunks that are not the root: {@code in[offset, offset +
     * 1024·count)} to {@code cvs[cvOffset, cvOffset + 32·count)}. Reads the caller's array where it
     * lies.
     *
     * @param counter of the first chunk: its position in the input in bytes, divided by 1024
     */
    void chunks(
            Blake3Domain domain,
            byte[] in,
            int offset,
            int count,
            long counter,
            byte[] cvs,
            int cvOffset);

    /**
     * Chaining values of parents that are not the root, in place: the pairs {@code cvs[offset,
     * offset + 64·count)} become {@code cvs[offset, offset + 32·count)}.
     */
    void parents(Blake3Domain domain, byte[] cvs, int offset, int count);
}
