package io.reducto.codec.erasure;

import static io.reducto.codec.erasure.GaloisField256.divide;
import static io.reducto.codec.erasure.GaloisField256.exp;
import static io.reducto.codec.erasure.GaloisField256.log;
import static io.reducto.codec.erasure.GaloisField256.multiply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Every axiom for every element, pair or triple; and the products by another method. */
class GaloisField256Test {
    private static final int ORDER = GaloisField256.ORDER;

    @Test
    void productsAreThoseOfPolynomialsReducedBy0x11D() {
        forEachPair(
                (a, b) -> {
                    int expected = longMultiplication(a, b);
                    check(multiply(a, b) == expected, a, b, 0);
                    check((GaloisField256.PRODUCTS[a * ORDER + b] & 0xFF) == expected, a, b, 0);
                });
    }

    @Test
    void additionAndMultiplicationFormAField() {
        forEachPair(
                (a, b) -> {
                    check(multiply(a, b) == multiply(b, a), a, b, 0);
                    check(multiply(a, b) == 0 == (a == 0 || b == 0), a, b, 0);
                    for (int c = 0; c < ORDER; c++) {
                        int ab = multiply(a, b);
                        check(multiply(ab, c) == multiply(a, multiply(b, c)), a, b, c);
                        check(multiply(a, b ^ c) == (ab ^ multiply(a, c)), a, b, c);
                    }
                });
        for (int a = 0; a < ORDER; a++) {
            check(multiply(a, 1) == a, a, 1, 0);
        }
    }

    @Test
    void everyElementButZeroHasOneInverse() {
        BitSet inverses = new BitSet();
        for (int a = 1; a < ORDER; a++) {
            int inverse = divide(1, a);
            inverses.set(inverse);
            check(multiply(a, inverse) == 1, a, inverse, 0);
        }
        assertThat(inverses).isEqualTo(Stripes.range(1, ORDER));
        assertThatThrownBy(() -> divide(7, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void divisionUndoesMultiplication() {
        forEachPair(
                (a, b) -> {
                    if (b != 0) {
                        check(multiply(divide(a, b), b) == a, a, b, 0);
                    }
                });
    }

    @Test
    void twoGeneratesEveryElementButZero() {
        int power = 1;
        for (int exponent = 0; exponent < GaloisField256.GROUP_ORDER; exponent++) {
            assertThat(exp(exponent)).isEqualTo(power);
            assertThat(exp(exponent - 3 * GaloisField256.GROUP_ORDER)).isEqualTo(power);
            assertThat(log(power)).isEqualTo(exponent);
            power = longMultiplication(power, 2);
        }
        assertThat(power).isEqualTo(1);
        assertThatThrownBy(() -> log(0)).isInstanceOf(ArithmeticException.class);
    }

    private static int longMultiplication(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product <<= 1;
            product ^= (product & 0x100) == 0 ? 0 : 0x11D;
            product ^= (b >> bit & 1) == 0 ? 0 : a;
        }
        return product;
    }

    private interface Pairs {
        void accept(int a, int b);
    }

    private static void forEachPair(Pairs law) {
        for (int a = 0; a < ORDER; a++) {
            for (int b = 0; b < ORDER; b++) {
                law.accept(a, b);
            }
        }
    }

    private static void check(boolean holds, int a, int b, int c) {
        if (!holds) {
            throw new AssertionError("broken for a=%d b=%d c=%d".formatted(a, b, c));
        }
    }
}
