package io.reducto.codec.erasure;

/**
 * The field GF(2^8) of the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11D), in which 2 generates every
 * element but 0. The same field as that of Backblaze's JavaReedSolomon, ISA-L and Apache Ozone.
 *
 * <p>Elements are {@code int}s from 0 to 255; anything else is a fault of the caller and gives an
 * {@link ArrayIndexOutOfBoundsException} or a meaningless number. Addition and subtraction are both
 * {@code ^}. The tables are filled once, 66 KiB, and never change: safe for use by several threads.
 */
final class GaloisField256 {
    /** Number of elements. */
    static final int ORDER = 256;

    /** Number of elements but 0: the multiplicative group is cyclic, its exponents wrap here. */
    static final int GROUP_ORDER = ORDER - 1;

    /** The reducing polynomial, bit i being the coefficient of x^i. */
    static final int POLYNOMIAL = 0x11D;

    /** EXP[i] = 2^i for i in [0, 510): a sum of two logarithms needs no reduction. */
    private static final short[] EXP = new short[2 * GROUP_ORDER];

    /** LOG[2^i] = i; LOG[0] stands for nothing. */
    private static final short[] LOG = new short[ORDER];

    /**
     * The multiplication table: element {@code a * 256 + b} is {@code a · b}. Not to be written to.
     *
     * <p>One constant array and not one per row: the compiler then knows its length and drops the
     * range check of each look-up, which doubles the speed of {@link TableGaloisKernel}.
     */
    static final byte[] PRODUCTS = new byte[ORDER * ORDER];

    static {
        for (int i = 0, power = 1; i < GROUP_ORDER; i++) {
            EXP[i] = (short) power;
            EXP[i + GROUP_ORDER] = (short) power;
            LOG[power] = (short) i;
            power <<= 1;
            power ^= power >= ORDER ? POLYNOMIAL : 0;
        }
        for (int a = 0; a < ORDER; a++) {
            for (int b = 0; b < ORDER; b++) {
                PRODUCTS[a * ORDER + b] = (byte) multiply(a, b);
            }
        }
    }

    private GaloisField256() {}

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
    }

    /** The {@code x} with {@code x · b = a}; {@link ArithmeticException} when {@code b} is 0. */
    static int divide(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException("GF(2^8): " + a + " divided by 0");
        }
        return a == 0 ? 0 : EXP[LOG[a] - LOG[b] + GROUP_ORDER];
    }

    /** 2 to the power of {@code exponent}, any number; a negative one gives the inverse. */
    static int exp(int exponent) {
        return EXP[Math.floorMod(exponent, GROUP_ORDER)];
    }

    /** The exponent in [0, 255) with {@code exp(log(a)) = a}; {@code a} is not 0. */
    static int log(int a) {
        if (a == 0) {
            throw new ArithmeticException("GF(2^8): logarithm of 0");
        }
        return LOG[a];
    }
}
