package io.reducto.benchmarks.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Many merges of one input, one after the other. */
record Merges(List<Merge> all) {
    Merges {
        all = List.copyOf(all);
    }

    /** Each merge begins with a state of its own, whose making is not part of it. */
    static Merges measure(MemoryInput input, int warmups, int rounds) {
        input.check();
        for (int i = 0; i < warmups; i++) {
            Merge.of(input.mine().copy(), input.theirs());
        }
        List<Merge> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(Merge.of(input.mine().copy(), input.theirs()));
        }
        return new Merges(all);
    }

    /** Nanoseconds of a part of them. */
    Distribution of(ToLongFunction<Merge> part) {
        return Distribution.of(all.stream().mapToDouble(part::applyAsLong));
    }

    /** Nanoseconds of a part of one of them, on average. */
    double mean(ToLongFunction<Merge> part) {
        return all.stream().mapToLong(part).average().orElseThrow();
    }
}
