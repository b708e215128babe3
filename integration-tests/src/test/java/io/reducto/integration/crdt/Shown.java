package io.reducto.integration.crdt;

import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What our side shows of a key to a comparison. */
enum Shown {
    /** The visible value and those concurrent to it. */
    ALL_VALUES {
        @Override
        Optional<SortedSet<String>> of(Register register) {
            return Optional.of(allValues(register)).filter(values -> !values.isEmpty());
        }
    },

    /** All values, but none of a key of which a removal stands beside them. */
    UNCONTESTED_VALUES {
        @Override
        Optional<SortedSet<String>> of(Register register) {
            return register.maximal().stream().anyMatch(Write::isTombstone)
                    ? Optional.empty()
                    : ALL_VALUES.of(register);
        }
    },

    /**
     * The visible value where the write of it dominates all others; where a removal dominates all
     * others the key is shown as well, without a value.
     */
    SETTLED {
        @Override
        Optional<SortedSet<String>> of(Register register) {
            return register.maximal().size() == 1
                    ? Optional.of(allValues(register))
                    : Optional.empty();
        }
    },

    /** The visible value, unless a removal that it does not know of is later. */
    LAST_WRITE {
        @Override
        Optional<SortedSet<String>> of(Register register) {
            return register.visible()
                    .filter(shown -> register.maximal().stream().noneMatch(w -> hides(w, shown)))
                    .map(shown -> new TreeSet<>(Set.of(text(shown))));
        }
    };

    private static final Comparator<Write> BY_TIME =
            Comparator.comparing(Write::time).thenComparing(Write::dot);

    /** Nothing where the key is not shown. */
    abstract Optional<SortedSet<String>> of(Register register);

    private static SortedSet<String> allValues(Register register) {
        SortedSet<String> values = new TreeSet<>();
        register.visible()
                .ifPresent(
                        shown -> {
                            values.add(text(shown));
                            register.concurrent().forEach(write -> values.add(text(write)));
                        });
        return values;
    }

    private static boolean hides(Write write, Write shown) {
        return write.isTombstone() && BY_TIME.compare(write, shown) > 0;
    }

    private static String text(Write write) {
        return new String(write.value().orElseThrow(), StandardCharsets.UTF_8);
    }
}
