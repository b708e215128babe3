package io.reducto.repository.rebuild;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts all that was left out and keeps the first of each kind. For one thread. */
final class LeftOuts {
    /** How many of each kind are kept in full. */
    static final int KEPT_MAX = 1000;

    private final Map<Omission, Long> counts = new EnumMap<>(Omission.class);
    private final List<LeftOut> kept = new ArrayList<>();

    void add(Omission omission, String what, String why) {
        if (counts.merge(omission, 1L, Long::sum) <= KEPT_MAX) {
            kept.add(new LeftOut(omission, what, why));
        }
    }

    void add(Omission omission, String what, Exception why) {
        add(omission, what, String.valueOf(why.getMessage()));
    }

    Map<Omission, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    List<LeftOut> kept() {
        return List.copyOf(kept);
    }
}
