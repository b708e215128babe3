package io.reducto.benchmarks.memory;

import java.util.Locale;

/** How figures are written: three digits and more, never a power of ten. */
final class Figures {
    private static final double HUNDRED = 100;
    private static final double TEN = 10;

    private Figures() {}

    static String text(double figure) {
        double size = Math.abs(figure);
        if (figure == Math.rint(figure) || size >= HUNDRED) {
            return String.format(Locale.ROOT, "%,.0f", figure);
        }
        int decimals = size >= TEN ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", figure);
    }
}
