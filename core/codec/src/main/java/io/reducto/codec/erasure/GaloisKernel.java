package io.reducto.codec.erasure;

/**
 * The inner loop of every code here: a matrix over {@link GaloisField256} times a column of shards.
 *
 * <pre>
 *   outputs[j][p] = sum over i of rows[j][i] · inputs[i][p]      for p in [0, length)
 * </pre>
 *
 * Implementations are immutable and safe for use by several threads, allocate nothing inside the
 * loop over p, and trust their arguments: shapes and ranges were checked at the edge, and no output
 * shares bytes with another output or with an input.
 */
sealed interface GaloisKernel permits TableGaloisKernel {
    /**
     * Arrays that are used from the same offset on.
     *
     * @param arrays by ordinal
     * @param offset in bytes of element p = 0 in each of them
     */
    @SuppressWarnings("ArrayRecordComponent") // a pair of arguments, never compared
    record Slices(byte[][] arrays, int offset) {}

    /**
     * Overwrites {@code length} bytes of each output.
     *
     * @param rows the matrix: one row per output, one coefficient per input
     */
    void multiply(byte[][] rows, Slices inputs, Slices outputs, int length);
}
