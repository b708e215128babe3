package io.reducto.codec.erasure;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.reducto.codec.erasure.Tiling.Tile;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel with split tables: a byte is two nibbles, its product with a coefficient is the sum of
 * two look-ups in tables of 16, and one instruction looks up as many nibbles as a vector has bytes.
 *
 * <p>Compiled apart and loaded by name: {@code jdk.incubator.vector} may be missing where it runs.
 */
final class VectorGaloisKernel implements GaloisKernel {
    /*
     * # The method
     *
     * Plank, Greenan, Miller: "Screaming Fast Galois Field Arithmetic Using Intel SIMD Instructions"
     * (FAST 2013). A tile keeps its tables in registers, splits each input once for all its outputs and
     * adds up in registers; four inputs times two outputs, or two times four, are 16 tables.
     *
     * # Why 32 bytes and not the widest vector
     *
     * A look-up of 64 bytes is an instruction only where the processor has AVX512_VBMI; elsewhere the JDK
     * falls back to a loop in Java. One of 32 bytes is there from AVX2 on, one of 16 from SSSE3 and NEON.
     * Where 64 bytes work they were not faster (docs/benchmarks.md).
     *
     * # Why the methods are long
     *
     * A vector stays in a register only as long as the compiler sees all of its life in one method. A
     * helper with vectors as arguments, an array of them or a lambda costs a factor of ten.
     */
    private static final VectorSpecies<Byte> SPECIES =
            ByteVector.SPECIES_PREFERRED.length() < 32
                    ? ByteVector.SPECIES_128
                    : ByteVector.SPECIES_256;

    private static final int LANES = SPECIES.length();
    private static final byte NIBBLE = 0x0F;

    /**
     * So much of each shard is worked on at a time, that the fourteen of 10+4 fit into the first
     * level cache together. With 4096 that one was a fifth slower.
     */
    private static final int BLOCK_BYTES = 2048;

    /** What the first tile of an output adds to. */
    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    /** For each coefficient its products with the low nibbles, then with the high ones. */
    private static final byte[] TABLES = new byte[GaloisField256.ORDER * 2 * LANES];

    static {
        for (int c = 0; c < GaloisField256.ORDER; c++) {
            for (int i = 0; i < LANES; i++) {
                int nibble = i & NIBBLE;
                TABLES[table((byte) c) + i] = (byte) GaloisField256.multiply(c, nibble);
                TABLES[table((byte) c) + LANES + i] =
                        (byte) GaloisField256.multiply(c, nibble << 4);
            }
        }
    }

    /** Refuses a machine whose vectors are too short for a table. */
    VectorGaloisKernel() {
        if (ByteVector.SPECIES_PREFERRED.length() < LANES) {
            throw new UnsupportedOperationException(
                    "vectors: expected %d bytes or more, found %d"
                            .formatted(LANES, ByteVector.SPECIES_PREFERRED.length()));
        }
    }

    @Override
    public String name() {
        return "vector" + SPECIES.vectorBitSize();
    }

    @Override
    public void multiply(byte[][] rows, Slices inputs, Slices outputs, int length) {
        int whole = length - length % LANES;
        if (whole > 0) {
            work(
                    Tiling.tiles(rows, inputs, outputs, false),
                    inputs.offset(),
                    outputs.offset(),
                    whole);
        }
        if (whole < length) {
            TableGaloisKernel.INSTANCE.multiply(
                    rows, inputs.plus(whole), outputs.plus(whole), length - whole);
        }
    }

    @Override
    public void multiplyAndAdd(byte[][] rows, Slices inputs, Slices outputs, int length) {
        int whole = length - length % LANES;
        if (whole > 0) {
            work(
                    Tiling.tiles(rows, inputs, outputs, true),
                    inputs.offset(),
                    outputs.offset(),
                    whole);
        }
        if (whole < length) {
            TableGaloisKernel.INSTANCE.multiplyAndAdd(
                    rows, inputs.plus(whole), outputs.plus(whole), length - whole);
        }
    }

    private static void work(List<Tile> tiles, int inAt, int outAt, int length) {
        for (int from = 0; from < length; from += BLOCK_BYTES) {
            int run = Math.min(BLOCK_BYTES, length - from);
            for (Tile tile : tiles) {
                if (tile.isSum()) {
                    sum(tile, inAt + from, outAt + from, run);
                } else {
                    product(tile, inAt + from, outAt + from, run);
                }
            }
        }
    }

    private static void sum(Tile tile, int inAt, int outAt, int run) {
        if (tile.inputs.length == 4) {
            sumOfFour(tile, inAt, outAt, run);
        } else if (tile.inputs.length == 2) {
            sumOfTwo(tile, inAt, outAt, run);
        } else if (!tile.isFirst) {
            sumOfOne(tile, inAt, outAt, run);
        } else if (tile.inputs.length == 1) {
            System.arraycopy(tile.inputs[0], inAt, tile.outputs[0], outAt, run);
        } else {
            Arrays.fill(tile.outputs[0], outAt, outAt + run, (byte) 0);
        }
    }

    private static void product(Tile tile, int inAt, int outAt, int run) {
        switch (tile.inputs.length * 10 + tile.outputs.length) {
            case 42 -> fourToTwo(tile, inAt, outAt, run);
            case 22 -> twoToTwo(tile, inAt, outAt, run);
            case 12 -> oneToTwo(tile, inAt, outAt, run);
            case 41 -> fourToOne(tile, inAt, outAt, run);
            case 21 -> twoToOne(tile, inAt, outAt, run);
            case 11 -> oneToOne(tile, inAt, outAt, run);
            case 24 -> twoToFour(tile, inAt, outAt, run);
            case 14 -> oneToFour(tile, inAt, outAt, run);
            default ->
                    throw new IllegalStateException(
                            "no tile of %d inputs and %d outputs"
                                    .formatted(tile.inputs.length, tile.outputs.length));
        }
    }

    /** Where the tables of a coefficient begin. */
    private static int table(byte coefficient) {
        return (coefficient & 0xFF) * 2 * LANES;
    }

    private static void fourToTwo(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] in1 = tile.inputs[1];
        byte[] in2 = tile.inputs[2];
        byte[] in3 = tile.inputs[3];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        byte[] out1 = tile.outputs[1];
        byte[] sum1 = tile.isFirst ? ZEROS : out1;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        ByteVector low01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]));
        ByteVector high01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]) + LANES);
        ByteVector low10 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]));
        ByteVector high10 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]) + LANES);
        ByteVector low11 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]));
        ByteVector high11 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]) + LANES);
        ByteVector low20 = ByteVector.fromArray(SPECIES, TABLES, table(c[4]));
        ByteVector high20 = ByteVector.fromArray(SPECIES, TABLES, table(c[4]) + LANES);
        ByteVector low21 = ByteVector.fromArray(SPECIES, TABLES, table(c[5]));
        ByteVector high21 = ByteVector.fromArray(SPECIES, TABLES, table(c[5]) + LANES);
        ByteVector low30 = ByteVector.fromArray(SPECIES, TABLES, table(c[6]));
        ByteVector high30 = ByteVector.fromArray(SPECIES, TABLES, table(c[6]) + LANES);
        ByteVector low31 = ByteVector.fromArray(SPECIES, TABLES, table(c[7]));
        ByteVector high31 = ByteVector.fromArray(SPECIES, TABLES, table(c[7]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            ByteVector y1 = ByteVector.fromArray(SPECIES, sum1, sumAt + p);
            y1 = y1.lanewise(XOR, low.selectFrom(low01)).lanewise(XOR, high.selectFrom(high01));
            x = ByteVector.fromArray(SPECIES, in1, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low10)).lanewise(XOR, high.selectFrom(high10));
            y1 = y1.lanewise(XOR, low.selectFrom(low11)).lanewise(XOR, high.selectFrom(high11));
            x = ByteVector.fromArray(SPECIES, in2, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low20)).lanewise(XOR, high.selectFrom(high20));
            y1 = y1.lanewise(XOR, low.selectFrom(low21)).lanewise(XOR, high.selectFrom(high21));
            x = ByteVector.fromArray(SPECIES, in3, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low30)).lanewise(XOR, high.selectFrom(high30));
            y1 = y1.lanewise(XOR, low.selectFrom(low31)).lanewise(XOR, high.selectFrom(high31));
            y0.intoArray(out0, outAt + p);
            y1.intoArray(out1, outAt + p);
        }
    }

    private static void twoToTwo(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] in1 = tile.inputs[1];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        byte[] out1 = tile.outputs[1];
        byte[] sum1 = tile.isFirst ? ZEROS : out1;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        ByteVector low01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]));
        ByteVector high01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]) + LANES);
        ByteVector low10 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]));
        ByteVector high10 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]) + LANES);
        ByteVector low11 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]));
        ByteVector high11 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            ByteVector y1 = ByteVector.fromArray(SPECIES, sum1, sumAt + p);
            y1 = y1.lanewise(XOR, low.selectFrom(low01)).lanewise(XOR, high.selectFrom(high01));
            x = ByteVector.fromArray(SPECIES, in1, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low10)).lanewise(XOR, high.selectFrom(high10));
            y1 = y1.lanewise(XOR, low.selectFrom(low11)).lanewise(XOR, high.selectFrom(high11));
            y0.intoArray(out0, outAt + p);
            y1.intoArray(out1, outAt + p);
        }
    }

    private static void oneToTwo(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        byte[] out1 = tile.outputs[1];
        byte[] sum1 = tile.isFirst ? ZEROS : out1;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        ByteVector low01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]));
        ByteVector high01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            ByteVector y1 = ByteVector.fromArray(SPECIES, sum1, sumAt + p);
            y1 = y1.lanewise(XOR, low.selectFrom(low01)).lanewise(XOR, high.selectFrom(high01));
            y0.intoArray(out0, outAt + p);
            y1.intoArray(out1, outAt + p);
        }
    }

    private static void fourToOne(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] in1 = tile.inputs[1];
        byte[] in2 = tile.inputs[2];
        byte[] in3 = tile.inputs[3];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        ByteVector low10 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]));
        ByteVector high10 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]) + LANES);
        ByteVector low20 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]));
        ByteVector high20 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]) + LANES);
        ByteVector low30 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]));
        ByteVector high30 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            x = ByteVector.fromArray(SPECIES, in1, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low10)).lanewise(XOR, high.selectFrom(high10));
            x = ByteVector.fromArray(SPECIES, in2, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low20)).lanewise(XOR, high.selectFrom(high20));
            x = ByteVector.fromArray(SPECIES, in3, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low30)).lanewise(XOR, high.selectFrom(high30));
            y0.intoArray(out0, outAt + p);
        }
    }

    private static void twoToOne(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] in1 = tile.inputs[1];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        ByteVector low10 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]));
        ByteVector high10 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            x = ByteVector.fromArray(SPECIES, in1, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low10)).lanewise(XOR, high.selectFrom(high10));
            y0.intoArray(out0, outAt + p);
        }
    }

    private static void oneToOne(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            y0.intoArray(out0, outAt + p);
        }
    }

    private static void twoToFour(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] in1 = tile.inputs[1];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        byte[] out1 = tile.outputs[1];
        byte[] sum1 = tile.isFirst ? ZEROS : out1;
        byte[] out2 = tile.outputs[2];
        byte[] sum2 = tile.isFirst ? ZEROS : out2;
        byte[] out3 = tile.outputs[3];
        byte[] sum3 = tile.isFirst ? ZEROS : out3;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        ByteVector low01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]));
        ByteVector high01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]) + LANES);
        ByteVector low02 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]));
        ByteVector high02 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]) + LANES);
        ByteVector low03 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]));
        ByteVector high03 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]) + LANES);
        ByteVector low10 = ByteVector.fromArray(SPECIES, TABLES, table(c[4]));
        ByteVector high10 = ByteVector.fromArray(SPECIES, TABLES, table(c[4]) + LANES);
        ByteVector low11 = ByteVector.fromArray(SPECIES, TABLES, table(c[5]));
        ByteVector high11 = ByteVector.fromArray(SPECIES, TABLES, table(c[5]) + LANES);
        ByteVector low12 = ByteVector.fromArray(SPECIES, TABLES, table(c[6]));
        ByteVector high12 = ByteVector.fromArray(SPECIES, TABLES, table(c[6]) + LANES);
        ByteVector low13 = ByteVector.fromArray(SPECIES, TABLES, table(c[7]));
        ByteVector high13 = ByteVector.fromArray(SPECIES, TABLES, table(c[7]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            ByteVector y1 = ByteVector.fromArray(SPECIES, sum1, sumAt + p);
            y1 = y1.lanewise(XOR, low.selectFrom(low01)).lanewise(XOR, high.selectFrom(high01));
            ByteVector y2 = ByteVector.fromArray(SPECIES, sum2, sumAt + p);
            y2 = y2.lanewise(XOR, low.selectFrom(low02)).lanewise(XOR, high.selectFrom(high02));
            ByteVector y3 = ByteVector.fromArray(SPECIES, sum3, sumAt + p);
            y3 = y3.lanewise(XOR, low.selectFrom(low03)).lanewise(XOR, high.selectFrom(high03));
            x = ByteVector.fromArray(SPECIES, in1, inAt + p);
            low = x.and(NIBBLE);
            high = x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            y0 = y0.lanewise(XOR, low.selectFrom(low10)).lanewise(XOR, high.selectFrom(high10));
            y1 = y1.lanewise(XOR, low.selectFrom(low11)).lanewise(XOR, high.selectFrom(high11));
            y2 = y2.lanewise(XOR, low.selectFrom(low12)).lanewise(XOR, high.selectFrom(high12));
            y3 = y3.lanewise(XOR, low.selectFrom(low13)).lanewise(XOR, high.selectFrom(high13));
            y0.intoArray(out0, outAt + p);
            y1.intoArray(out1, outAt + p);
            y2.intoArray(out2, outAt + p);
            y3.intoArray(out3, outAt + p);
        }
    }

    private static void oneToFour(Tile tile, int inAt, int outAt, int run) {
        byte[] c = tile.coefficients;
        byte[] in0 = tile.inputs[0];
        byte[] out0 = tile.outputs[0];
        byte[] sum0 = tile.isFirst ? ZEROS : out0;
        byte[] out1 = tile.outputs[1];
        byte[] sum1 = tile.isFirst ? ZEROS : out1;
        byte[] out2 = tile.outputs[2];
        byte[] sum2 = tile.isFirst ? ZEROS : out2;
        byte[] out3 = tile.outputs[3];
        byte[] sum3 = tile.isFirst ? ZEROS : out3;
        int sumAt = tile.isFirst ? 0 : outAt;
        ByteVector low00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]));
        ByteVector high00 = ByteVector.fromArray(SPECIES, TABLES, table(c[0]) + LANES);
        ByteVector low01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]));
        ByteVector high01 = ByteVector.fromArray(SPECIES, TABLES, table(c[1]) + LANES);
        ByteVector low02 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]));
        ByteVector high02 = ByteVector.fromArray(SPECIES, TABLES, table(c[2]) + LANES);
        ByteVector low03 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]));
        ByteVector high03 = ByteVector.fromArray(SPECIES, TABLES, table(c[3]) + LANES);
        for (int p = 0; p < run; p += LANES) {
            ByteVector x = ByteVector.fromArray(SPECIES, in0, inAt + p);
            ByteVector low = x.and(NIBBLE);
            ByteVector high =
                    x.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and(NIBBLE);
            ByteVector y0 = ByteVector.fromArray(SPECIES, sum0, sumAt + p);
            y0 = y0.lanewise(XOR, low.selectFrom(low00)).lanewise(XOR, high.selectFrom(high00));
            ByteVector y1 = ByteVector.fromArray(SPECIES, sum1, sumAt + p);
            y1 = y1.lanewise(XOR, low.selectFrom(low01)).lanewise(XOR, high.selectFrom(high01));
            ByteVector y2 = ByteVector.fromArray(SPECIES, sum2, sumAt + p);
            y2 = y2.lanewise(XOR, low.selectFrom(low02)).lanewise(XOR, high.selectFrom(high02));
            ByteVector y3 = ByteVector.fromArray(SPECIES, sum3, sumAt + p);
            y3 = y3.lanewise(XOR, low.selectFrom(low03)).lanewise(XOR, high.selectFrom(high03));
            y0.intoArray(out0, outAt + p);
            y1.intoArray(out1, outAt + p);
            y2.intoArray(out2, outAt + p);
            y3.intoArray(out3, outAt + p);
        }
    }

    private static void sumOfFour(Tile tile, int inAt, int outAt, int run) {
        byte[] in0 = tile.inputs[0];
        byte[] in1 = tile.inputs[1];
        byte[] in2 = tile.inputs[2];
        byte[] in3 = tile.inputs[3];
        byte[] out = tile.outputs[0];
        byte[] sum = tile.isFirst ? ZEROS : out;
        int sumAt = tile.isFirst ? 0 : outAt;
        for (int p = 0; p < run; p += LANES) {
            ByteVector.fromArray(SPECIES, sum, sumAt + p)
                    .lanewise(XOR, ByteVector.fromArray(SPECIES, in0, inAt + p))
                    .lanewise(XOR, ByteVector.fromArray(SPECIES, in1, inAt + p))
                    .lanewise(XOR, ByteVector.fromArray(SPECIES, in2, inAt + p))
                    .lanewise(XOR, ByteVector.fromArray(SPECIES, in3, inAt + p))
                    .intoArray(out, outAt + p);
        }
    }

    private static void sumOfTwo(Tile tile, int inAt, int outAt, int run) {
        byte[] in0 = tile.inputs[0];
        byte[] in1 = tile.inputs[1];
        byte[] out = tile.outputs[0];
        byte[] sum = tile.isFirst ? ZEROS : out;
        int sumAt = tile.isFirst ? 0 : outAt;
        for (int p = 0; p < run; p += LANES) {
            ByteVector.fromArray(SPECIES, sum, sumAt + p)
                    .lanewise(XOR, ByteVector.fromArray(SPECIES, in0, inAt + p))
                    .lanewise(XOR, ByteVector.fromArray(SPECIES, in1, inAt + p))
                    .intoArray(out, outAt + p);
        }
    }

    private static void sumOfOne(Tile tile, int inAt, int outAt, int run) {
        byte[] in0 = tile.inputs[0];
        byte[] out = tile.outputs[0];
        byte[] sum = tile.isFirst ? ZEROS : out;
        int sumAt = tile.isFirst ? 0 : outAt;
        for (int p = 0; p < run; p += LANES) {
            ByteVector.fromArray(SPECIES, sum, sumAt + p)
                    .lanewise(XOR, ByteVector.fromArray(SPECIES, in0, inAt + p))
                    .intoArray(out, outAt + p);
        }
    }
}
