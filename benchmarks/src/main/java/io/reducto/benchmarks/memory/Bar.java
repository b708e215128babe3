package io.reducto.benchmarks.memory;

/**
 * What a figure is held against.
 *
 * @param column where the figure stands
 * @param limit that it has to be below, or at most equal to
 * @param isInclusive whether the limit itself is allowed
 */
record Bar(String column, double limit, boolean isInclusive) {
    static Bar below(String column, double limit) {
        return new Bar(column, limit, false);
    }

    static Bar atMost(String column, double limit) {
        return new Bar(column, limit, true);
    }

    boolean isMetBy(double figure) {
        return isInclusive ? figure <= limit : figure < limit;
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(column, isInclusive ? "at most" : "below", Figures.text(limit));
    }
}
