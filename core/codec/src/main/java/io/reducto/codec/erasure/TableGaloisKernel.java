package io.reducto.codec.erasure;

import static io.reducto.codec.erasure.GaloisField256.PRODUCTS;

import java.util.Arrays;

/**
 * The kernel in plain Java: one look-up per input byte and output in a row of 256 products, about
 * 2.7 GB of input per second, core and output.
 *
 * <p>Works block by block, so that a block of every input and output stays in the first or second
 * level cache while all outputs are computed. Four inputs go into an output per pass, which saves
 * three of four loads and stores of the output. Coefficients 0 and 1 need no table: they are
 * nothing, and exclusive or; a row that is a copy is an array copy.
 *
 * <p>A row's place is masked and added ({@code table + value}), never joined by {@code |}: only so
 * does the compiler see that the index stays inside the table. Holding one array per row, or a
 * place that it cannot bound, halves the speed.
 */
final class TableGaloisKernel implements GaloisKernel {
    /** The one instance: it has no state. */
    static final TableGaloisKernel INSTANCE = new TableGaloisKernel();

    private static final int BLOCK_BYTES = 4096;

    /** Inputs that {@link #addFour} takes at once. */
    private static final int GROUP = 4;

    private TableGaloisKernel() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void multiply(byte[][] rows, Slices inputs, Slices outputs, int length) {
        byte[][] in = inputs.arrays();
        for (int from = 0; from < length; from += BLOCK_BYTES) {
            int run = Math.min(BLOCK_BYTES, length - from);
            int inAt = inputs.offset() + from;
            int outAt = outputs.offset() + from;
            for (int j = 0; j < rows.length; j++) {
                byte[] out = outputs.arrays()[j];
                int done = begin(rows[j], in, inAt, out, outAt, run);
                addBlock(rows[j], done, in, inAt, out, outAt, run);
            }
        }
    }

    @Override
    public void multiplyAndAdd(byte[][] rows, Slices inputs, Slices outputs, int length) {
        byte[][] in = inputs.arrays();
        for (int from = 0; from < length; from += BLOCK_BYTES) {
            int run = Math.min(BLOCK_BYTES, length - from);
            int inAt = inputs.offset() + from;
            int outAt = outputs.offset() + from;
            for (int j = 0; j < rows.length; j++) {
                addBlock(rows[j], 0, in, inAt, outputs.arrays()[j], outAt, run);
            }
        }
    }

    /** Overwrites the output with a copy or zeros; returns how many inputs that deals with. */
    private static int begin(byte[] row, byte[][] in, int inAt, byte[] out, int outAt, int run) {
        int i = 0;
        while (i < row.length && row[i] == 0) {
            i++;
        }
        if (i < row.length && row[i] == 1) {
            System.arraycopy(in[i], inAt, out, outAt, run);
            return i + 1;
        }
        Arrays.fill(out, outAt, outAt + run, (byte) 0);
        return i;
    }

    private static void addBlock(
            byte[] row, int first, byte[][] in, int inAt, byte[] out, int outAt, int run) {
        int i = first;
        while (i < row.length) {
            if (row[i] == 0) {
                i++;
            } else if (row[i] == 1) {
                add(in[i++], inAt, out, outAt, run);
            } else if (isGeneral(row, i)) {
                addFour(row, i, in, inAt, out, outAt, run);
                i += GROUP;
            } else {
                addProduct(row[i], in[i++], inAt, out, outAt, run);
            }
        }
    }

    /** Whether there are four coefficients from {@code i} on, each worth a table. */
    private static boolean isGeneral(byte[] row, int i) {
        if (i + GROUP > row.length) {
            return false;
        }
        for (int g = i; g < i + GROUP; g++) {
            if (row[g] == 0 || row[g] == 1) {
                return false;
            }
        }
        return true;
    }

    private static void add(byte[] in, int inAt, byte[] out, int outAt, int run) {
        for (int p = 0; p < run; p++) {
            out[outAt + p] ^= in[inAt + p];
        }
    }

    private static void addProduct(
            byte coefficient, byte[] in, int inAt, byte[] out, int outAt, int run) {
        int table = (coefficient & 0xFF) << Byte.SIZE;
        for (int p = 0; p < run; p++) {
            out[outAt + p] ^= PRODUCTS[table + (in[inAt + p] & 0xFF)];
        }
    }

    private static void addFour(
            byte[] row, int i, byte[][] in, int inAt, byte[] out, int outAt, int run) {
        int table0 = (row[i] & 0xFF) << Byte.SIZE;
        int table1 = (row[i + 1] & 0xFF) << Byte.SIZE;
        int table2 = (row[i + 2] & 0xFF) << Byte.SIZE;
        int table3 = (row[i + 3] & 0xFF) << Byte.SIZE;
        byte[] in0 = in[i];
        byte[] in1 = in[i + 1];
        byte[] in2 = in[i + 2];
        byte[] in3 = in[i + 3];
        for (int p = 0; p < run; p++) {
            int at = inAt + p;
            out[outAt + p] ^=
                    (byte)
                            (PRODUCTS[table0 + (in0[at] & 0xFF)]
                                    ^ PRODUCTS[table1 + (in1[at] & 0xFF)]
                                    ^ PRODUCTS[table2 + (in2[at] & 0xFF)]
                                    ^ PRODUCTS[table3 + (in3[at] & 0xFF)]);
        }
    }
}
