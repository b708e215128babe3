package io.reducto.benchmarks.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two replicas with a common past: both know {@code keys} with {@code values}, and one of them has
 * put new values under every other key since.
 *
 * @param keys distinct
 * @param values one for each
 * @param changes of the keys at even places
 */
record MergeInput(List<String> keys, List<String> values, List<String> changes) {
    private static final int VALUE_CHARS = 100;
    private static final String SIGNS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    MergeInput {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
        changes = List.copyOf(changes);
    }

    /** The same for every implementation. */
    static MergeInput of(int count) {
        SplittableRandom random = new SplittableRandom(42);
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add("default/entry-%06d".formatted(i));
            values.add(value(random));
            if (i % 2 == 0) {
                changes.add(value(random));
            }
        }
        return new MergeInput(keys, values, changes);
    }

    private static String value(SplittableRandom random) {
        StringBuilder value = new StringBuilder(VALUE_CHARS);
        for (int i = 0; i < VALUE_CHARS; i++) {
            value.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return value.toString();
    }

    /** The value under the key at {@code place} when both know everything. */
    String merged(int place) {
        return place % 2 == 0 ? changes.get(place / 2) : values.get(place);
    }
}
