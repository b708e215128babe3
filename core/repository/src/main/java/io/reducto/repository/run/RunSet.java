package io.reducto.repository.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The current runs of one kind as one map: of equal keys the newest run's entry counts. Immutable;
 * safe for use by several threads if the readers are.
 */
public final class RunSet {
    private final List<StampedRun> newestFirst;

    /**
     * A view of runs.
     *
     * @throws IllegalArgumentException when one of them is of another kind
     */
    public RunSet(RunKind kind, List<StampedRun> newestFirst) {
        for (StampedRun member : newestFirst) {
            if (member.run().kind() != kind) {
                throw new IllegalArgumentException(
                        "expected runs of kind %s, found %s".formatted(kind, member.run()));
            }
        }
        this.newestFirst = List.copyOf(newestFirst);
    }

    /** The value of {@code key}; asks runs, newest first, until one has it. */
    public Optional<Slice> find(Slice key) throws IOException {
        for (StampedRun member : newestFirst) {
            Optional<Slice> value = member.run().find(key);
            if (value.isPresent()) {
                return value.map(member.stamp()::stamp);
            }
        }
        return Optional.empty();
    }

    /**
     * Looks up many keys; reads each page of each run once at most, and asks older runs only for
     * what newer ones do not have.
     *
     * @param keys in ascending order; the same key may stand there repeatedly
     * @param found called once for each that there is, run by run
     * @throws IllegalArgumentException when keys are not in order
     */
    public void find(List<Slice> keys, FoundValue found) throws IOException {
        RunReader.checkOrder(keys);
        Open open = Open.all(keys);
        for (StampedRun member : newestFirst) {
            if (open.keys.isEmpty()) {
                return;
            }
            open = findIn(member, open, found);
        }
    }

    /** The entries of a range in ascending order, lazily. */
    public RunCursor scan(KeyRange range) {
        return new MergeCursor(newestFirst, range);
    }

    /** Asks one run; what it does not have stays open. */
    private static Open findIn(StampedRun member, Open open, FoundValue found) throws IOException {
        boolean[] isFound = new boolean[open.keys.size()];
        member.run()
                .find(
                        open.keys,
                        (i, value) -> {
                            isFound[i] = true;
                            found.accept(open.ordinals.get(i), member.stamp().stamp(value));
                        });
        return open.without(isFound);
    }

    /** Keys without an answer, and their ordinals among those that were asked for. */
    private record Open(List<Slice> keys, List<Integer> ordinals) {
        static Open all(List<Slice> keys) {
            List<Integer> ordinals = new ArrayList<>(keys.size());
            for (int i = 0; i < keys.size(); i++) {
                ordinals.add(i);
            }
            return new Open(keys, Collections.unmodifiableList(ordinals));
        }

        Open without(boolean[] isFound) {
            Open left = new Open(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < isFound.length; i++) {
                if (!isFound[i]) {
                    left.keys.add(keys.get(i));
                    left.ordinals.add(ordinals.get(i));
                }
            }
            return left;
        }
    }
}
