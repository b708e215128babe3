package io.reducto.repository.verify;

import java.math.BigDecimal;
import java.util.random.RandomGenerator;

/**
 * How much to look at: {@code 5%} of the stripes and of the objects, or {@code 200} of each, chosen
 * evenly at random.
 *
 * @param percent 0 to 100, or negative where {@code count} counts
 * @param count greatest number
 */
public record Sample(double percent, long count) {
    /** Everything. */
    public static final Sample ALL = new Sample(100, 0);

    /**
     * What an operator asked for.
     *
     * @throws IllegalArgumentException if it is neither a percentage nor a number above 0
     */
    public static Sample parse(String text) {
        if (text.matches("\\d{1,3}(\\.\\d{1,6})?%")) {
            double percent = new BigDecimal(text.substring(0, text.length() - 1)).doubleValue();
            if (percent > 0 && percent <= 100) {
                return new Sample(percent, 0);
            }
        } else if (text.matches("[1-9]\\d{0,17}")) {
            return new Sample(-1, Long.parseLong(text));
        }
        throw new IllegalArgumentException(
                "sample '%s': expected a percentage such as 5%% or a number such as 200"
                        .formatted(text));
    }

    /** How many of {@code total} to look at; a percentage is rounded up. */
    public long of(long total) {
        return percent < 0
                ? Math.min(count, total)
                : Math.min(total, (long) Math.ceil(total * percent / 100));
    }

    /** Chooses exactly that many while walking over all of them. */
    Picker picker(long total, RandomGenerator random) {
        return new Picker(of(total), total, random);
    }

    /** Selection sampling: each subset of the wanted size is equally likely. For one thread. */
    static final class Picker {
        private final RandomGenerator random;
        private long wanted;
        private long left;

        private Picker(long wanted, long left, RandomGenerator random) {
            this.wanted = wanted;
            this.left = left;
            this.random = random;
        }

        /** Whether to take the next one. */
        boolean next() {
            boolean isTaken = wanted > 0 && (wanted >= left || random.nextLong(left) < wanted);
            left--;
            wanted -= isTaken ? 1 : 0;
            return isTaken;
        }
    }
}
