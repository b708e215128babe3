package io.reducto.codec.weak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class PolynomialHashTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(Long.SIZE);

    /** The definition, term by term. */
    @Test
    void itIsTheSumOfTheDefinition(Seed seed) {
        for (int length : new int[] {0, 1, 2, 7, 64, 300}) {
            byte[] data = seed.bytes(length + 5);
            BigInteger multiplier = new BigInteger(1, longBytes(PolynomialHash.MULTIPLIER));
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < length; i++) {
                BigInteger value = BigInteger.valueOf((data[5 + i] & 0xFF) + 1);
                sum = sum.add(value.multiply(multiplier.modPow(at(length - 1 - i), MODULUS)));
            }
            assertThat(PolynomialHash.of(data, 5, length)).isEqualTo(sum.longValue());
        }
    }

    /** P4.6. */
    @Test
    void rollingGivesTheHashOfEachWindow(Seed seed) {
        for (int round = 0; round < 60; round++) {
            int window = round < 20 ? round + 1 : seed.between(1, 3000);
            PolynomialHash rolling = PolynomialHash.ofWindow(window);
            assertThat(rolling.windowBytes()).isEqualTo(window);
            byte[] data = seed.bytes(window + 500);
            long hash = PolynomialHash.of(data, 0, window);
            for (int end = window; end < data.length; end++) {
                hash = rolling.roll(hash, data[end - window], data[end]);
                assertThat(hash)
                        .as("window of %d, up to %d", window, end + 1)
                        .isEqualTo(PolynomialHash.of(data, end + 1 - window, window));
            }
        }
    }

    /**
     * P4.3: to move on, two bytes and the hash are all there is to work on: a window of 2 GiB needs
     * no data, and gives what one of 1 byte gives that it is made of.
     */
    @Test
    void movingOnDoesNotReadTheWindow() {
        int window = Integer.MAX_VALUE;
        long hash = ofEqualBytes((byte) 7, window);
        PolynomialHash rolling = PolynomialHash.ofWindow(window);
        assertThat(rolling.roll(hash, (byte) 7, (byte) 7)).isEqualTo(hash);
        long moved = rolling.roll(hash, (byte) 7, (byte) 9);
        assertThat(moved).isEqualTo(hash + 2);
        PolynomialHash longer = PolynomialHash.ofWindow(1);
        assertThat(longer.roll(PolynomialHash.of(new byte[] {7}, 0, 1), (byte) 7, (byte) 9))
                .isEqualTo(PolynomialHash.of(new byte[] {9}, 0, 1));
    }

    @Test
    void aSpanThatIsChangedAnywhereHasAnotherHash(Seed seed) {
        byte[] data = seed.bytes(1000);
        long hash = PolynomialHash.of(data, 0, data.length);
        for (int at = 0; at < data.length; at++) {
            byte before = data[at];
            data[at] += (byte) seed.between(1, 256);
            assertThat(PolynomialHash.of(data, 0, data.length)).isNotEqualTo(hash);
            data[at] = before;
        }
        // Zeroes in front count, of any number.
        assertThat(PolynomialHash.of(new byte[9], 0, 9))
                .isNotEqualTo(PolynomialHash.of(new byte[9], 0, 8));
    }

    @Test
    void aWindowOfNoBytesIsRefused() {
        assertThatThrownBy(() -> PolynomialHash.ofWindow(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
        assertThatThrownBy(() -> PolynomialHash.of(new byte[3], 1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** By doubling: the hash of 2n bytes is h · m^n + h. */
    private static long ofEqualBytes(byte value, int count) {
        long hash = 0;
        long power = 1;
        for (int bit = 31; bit >= 0; bit--) {
            hash = hash * power + hash;
            power *= power;
            if ((count >>> bit & 1) != 0) {
                hash = hash * PolynomialHash.MULTIPLIER + (value & 0xFF) + 1;
                power *= PolynomialHash.MULTIPLIER;
            }
        }
        return hash;
    }

    private static BigInteger at(int exponent) {
        return BigInteger.valueOf(exponent);
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
