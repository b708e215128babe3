package io.reducto.codec.digest;

/**
 * The hot loop of BLAKE3: compressions that do not depend on each other. {@link Blake3} and {@link
 * Blake3Batch} do the rest: the shape of trees, the unfinished chunk.
 *
 * <p>A kernel allocates nothing and trusts its arguments. It may keep scratch, so that each hasher
 * has its own. All kernels give the same bytes ({@code Blake3Contract}). {@link #best} is the one
 * place in which a kernel is chosen. Not sealed: the one with vectors is compiled apart.
 */
interface Blake3Kernel {
    /** Length in bytes of a leaf of the tree. */
    int CHUNK_BYTES = 1024;

    /** Length in bytes of a block, and of the two chaining values that a parent is made of. */
    int BLOCK_BYTES = 64;

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
     * Chaining values of leaves, parents and roots, in any order. Reads the caller's array where it
     * lies.
     *
     * @param nodes with places in {@code in} and {@code out}
     * @param out receives 32 bytes per node; may be {@code in} when every node is one block, and
     *     none is written where one after it in the list is read
     */
    void compress(Blake3Domain domain, byte[] in, Blake3Nodes nodes, byte[] out);
}
