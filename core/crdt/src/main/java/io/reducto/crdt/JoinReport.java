package io.reducto.crdt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a join did.
 *
 * @param added the writes that were not held before
 * @param changed their keys
 * @param concurrent those keys where a value now stands beside another that did not know of it
 * @param equivocations dots that were found to name two writes
 */
public record JoinReport(
        List<Write> added,
        SortedSet<String> changed,
        SortedSet<String> concurrent,
        List<Equivocation> equivocations) {
    static JoinReport empty() {
        return new JoinReport(
                new ArrayList<>(),
                new TreeSet<>(KeyOrder.BY_CODE_POINT),
                new TreeSet<>(KeyOrder.BY_CODE_POINT),
                new ArrayList<>());
    }

    JoinReport sealed() {
        return new JoinReport(
                Collections.unmodifiableList(added),
                Collections.unmodifiableSortedSet(changed),
                Collections.unmodifiableSortedSet(concurrent),
                Collections.unmodifiableList(equivocations));
    }
}
