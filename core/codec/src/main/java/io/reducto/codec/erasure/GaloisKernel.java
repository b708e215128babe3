package io.reducto.codec.erasure;

/**
 * The inner loop of every code here: a matrix over {@link GaloisField256} times a column of shards.
 *
 * <pre>
 *   product[j][p] = sum over i of rows[j][i] · inputs[i][p]      for p in [0, length)
 * </pre>
 *
 * Implementations are immutable and safe for use by several threads, allocate nothing that grows
 * with {@code length}, touch no byte outside the slices, and trust their arguments: shapes and
 * ranges were checked at the edge, and no output shares bytes with another output or with an input.
 * All give the same bytes ({@code GaloisKernelContract}). {@link #best} is the one place in which a
 * kernel is chosen. Not sealed: the one with vectors is compiled apart.
 */
interface GaloisKernel {
    /**
     * Arrays that are used from the same offset on.
     *
     * @param arrays by ordinal
     * @param offset in bytes of element p = 0 in each of them
     */
    @SuppressWarnings("ArrayRecordComponent") // a pair of arguments, never compared
    record Slices(byte[][] arrays, int offset) {
        /** The same arrays from {@code bytes} further on. */
        Slices plus(int bytes) {
            return new Slices(arrays, offset + bytes);
        }
    }

    /** The fastest kernel of this JVM. */
    static GaloisKernel best() {
        return GaloisKernelChoice.CHOICE.best();
    }

    /** A short name for logs and metrics, such as {@code scalar}. */
    String name();

    /**
     * Overwrites {@code length} bytes of each output with the product.
     *
     * @param rows the matrix: one row per output, one coefficient per input
     */
    void multiply(byte[][] rows, Slices inputs, Slices outputs, int length);

    /**
     * Adds the product to {@code length} bytes of each output.
     *
     * @param rows the matrix: one row per output, one coefficient per input
     */
    void multiplyAndAdd(byte[][] rows, Slices inputs, Slices outputs, int length);
}
