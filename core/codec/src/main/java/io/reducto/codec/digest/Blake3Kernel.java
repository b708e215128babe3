package io.reducto.codec.digest;

/**
 * The two hot loops of BLAKE3, in which many compressions do not depend on each other. {@link
 * Blake3} does the rest: the tree's shape, the unfinished chunk, the root.
 *
 * <p>A kernel allocates nothing and trusts its arguments. It may keep scratch, so that each hasher
 * has its own. All kernels give the same bytes ({@code Blake3Contract}). {@link #best} is the one
 * place in which a kernel is chosen. Not sealed: the one with vectors is compiled apart.
 */
interface Blake3Kernel {
    /** Length in bytes of a leaf of the tree. */
    int CHUNK_BYTES = 1024;

    /** Length in bytes of a chaining value. */
    int CV_BYTES = 32;

    /** The fastest kernel of this JVM, for one hasher. */
    static Blake3Kernel best() {
        return Blake3KernelChoice.CHOICE.best().forOneHasher();
    }

    /** One like this for another hasher. */
    Blake3Kernel forOneHasher();

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
