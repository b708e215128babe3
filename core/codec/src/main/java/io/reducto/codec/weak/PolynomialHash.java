package io.reducto.codec.weak;

import java.util.Objects;

/**
 * The weak hash of a window that moves along a stream: 64 bits, a multiplication or two per byte,
 * however long the window is.
 *
 * <pre>{@code
 * PolynomialHash rolling = PolynomialHash.ofWindow(4096);
 * long hash = PolynomialHash.of(data, 0, 4096);
 * for (int i = 4096; i < data.length; i++) {
 *     hash = rolling.roll(hash, data[i - 4096], data[i]);   // of data[i - 4095, i + 1)
 * }
 * }</pre>
 *
 * <p>The hash of n bytes b is the sum of (b[i] + 1) · m^(n - 1 - i) modulo 2^64. Immutable; safe
 * for use by several threads.
 */
public final class PolynomialHash {
    /*
     * Modulo 2^64 and not modulo a prime. A prime near 2^61 would spread all bits alike, and with a
     * secret multiplier nobody could make collisions; but hashes that are stored, and compared by other
     * processes, need a multiplier that everybody knows, and for a known one collisions modulo a prime
     * are a matter of minutes as well. So nothing is gained that a digest would not have to check
     * anyway, and the price is a wide multiplication and a reduction per step. What follows from the choice:
     *
     * - Whoever wants to makes two spans with one hash: a Thue-Morse sequence of 2048 bytes and its
     *   complement have the same hash whatever the multiplier is. Equal weak hashes mean "look closer",
     *   never "equal": HashPair.
     * - Bit i depends on bits 0 to i of the bytes only: a table takes its index from the high bits.
     *
     * A byte counts one more than its value, so that zeroes in front change the hash.
     */

    /** Odd, so that no byte is shifted out of a long span; else any will do. */
    static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final int windowBytes;

    /** What the oldest byte counts for when the window has moved past it: m^window. */
    private final long leaving;

    private PolynomialHash(int windowBytes) {
        this.windowBytes = windowBytes;
        this.leaving = power(windowBytes);
    }

    /** For windows of {@code windowBytes}, 1 or more. */
    public static PolynomialHash ofWindow(int windowBytes) {
        if (windowBytes < 1) {
            throw new IllegalArgumentException(
                    "window: expected 1 byte or more, found " + windowBytes);
        }
        return new PolynomialHash(windowBytes);
    }

    /** The hash of {@code data[offset, offset + length)}; 0 for no bytes. */
    public static long of(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        long hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * MULTIPLIER + value(data[i]);
        }
        return hash;
    }

    /** The hash of the window one byte further on: without its first byte, and with the next. */
    public long roll(long hash, byte first, byte next) {
        return hash * MULTIPLIER + value(next) - value(first) * leaving;
    }

    /** Length of the window. */
    public int windowBytes() {
        return windowBytes;
    }

    private static long value(byte b) {
        return (b & 0xFF) + 1L;
    }

    private static long power(int exponent) {
        long result = 1;
        long square = MULTIPLIER;
        for (int rest = exponent; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
