package io.reducto.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one key, and what they amount to.
 *
 * <p>Immutable. A key is visible iff one of its causally maximal writes is a value: an addition
 * wins over a removal that did not know of it.
 */
public final class Register implements Lattice<Register> {
    private static final Write[] NONE = {};

    private final String key;
    private final Write[] writes;
    private final Write[] maximal;
    private final VersionVector context;

    private Register(String key, Write[] writes, Write[] maximal, VersionVector context) {
        this.key = key;
        this.writes = writes;
        this.maximal = maximal;
        this.context = context;
    }

    /** The register of {@code key} without a write. */
    public static Register empty(String key) {
        return none(KeyOrder.check(key));
    }

    private static Register none(String key) {
        return new Register(key, NONE, NONE, VersionVector.EMPTY);
    }

    /** The register of {@code writes}, which are all of {@code key}. */
    public static Register of(String key, Collection<Write> writes) {
        Write[] sorted = sorted(writes);
        VersionVector context = VersionVector.EMPTY;
        for (Write write : sorted) {
            if (!write.key().equals(key)) {
                throw new IllegalArgumentException(
                        "register of key \"%s\": found a write of key \"%s\""
                                .formatted(key, write.key()));
            }
            context = context.join(write.context());
        }
        return new Register(KeyOrder.check(key), sorted, maximal(sorted), context);
    }

    /** In canonical order, each once. */
    private static Write[] sorted(Collection<Write> writes) {
        Write[] sorted = writes.toArray(Write[]::new);
        Arrays.sort(sorted);
        int length = 0;
        for (Write write : sorted) {
            if (length == 0 || !write.equals(sorted[length - 1])) {
                sorted[length++] = write;
            }
        }
        return Arrays.copyOf(sorted, length);
    }

    /** The key. */
    public String key() {
        return key;
    }

    /** All writes held, in canonical order. */
    public List<Write> writes() {
        return List.of(writes);
    }

    /** All dots of this key that are known, those of trimmed writes included. */
    public VersionVector context() {
        return context;
    }

    /** The writes that no other one held dominates; never empty where there are writes. */
    public List<Write> maximal() {
        return List.of(maximal);
    }

    /** The writes that another one dominates. */
    public List<Write> history() {
        return Arrays.stream(writes).filter(write -> !isMaximal(write)).toList();
    }

    /** The one that is shown: of the maximal values the last by time, replica and sequence. */
    public Optional<Write> visible() {
        @Nullable Write last = null;
        for (Write write : maximal) {
            if (!write.isTombstone() && (last == null || Write.BY_TIME.compare(write, last) > 0)) {
                last = write;
            }
        }
        return Optional.ofNullable(last);
    }

    /** The maximal values that are not shown: they lost only by time. */
    public List<Write> concurrent() {
        if (maximal.length < 2) {
            return List.of();
        }
        List<Write> values = new ArrayList<>(maximal());
        values.removeIf(Write::isTombstone);
        visible().ifPresent(values::remove);
        return List.copyOf(values);
    }

    private boolean isMaximal(Write write) {
        return Arrays.binarySearch(maximal, write) >= 0;
    }

    /*
     * What no context covers is maximal: one pass. What is covered is dominated by one of those,
     * unless a writer's context lies; only then are the rest compared with each other. By
     * transitivity a dominated write is dominated by a maximal one, so nothing else need be asked,
     * and the maximal writes of a union are among those of its parts.
     */
    private static Write[] maximal(Write[] writes) {
        if (writes.length < 2) {
            return writes;
        }
        VersionVector covered = VersionVector.EMPTY;
        for (Write write : writes) {
            covered = covered.join(write.seen());
        }
        List<Write> heads = new ArrayList<>();
        List<Write> rest = new ArrayList<>();
        for (Write write : writes) {
            (covered.covers(write.dot()) ? rest : heads).add(write);
        }
        if (rest.isEmpty()) {
            return writes;
        }
        rest.removeIf(write -> isDominated(write, heads));
        for (Write write : rest) {
            if (!isDominated(write, rest)) {
                heads.add(write);
            }
        }
        Write[] sorted = heads.toArray(Write[]::new);
        Arrays.sort(sorted);
        return sorted;
    }

    private static boolean isDominated(Write write, List<Write> by) {
        for (Write other : by) {
            if (other.dominates(write)) {
                return true;
            }
        }
        return false;
    }

    boolean contains(Write write) {
        return Arrays.binarySearch(writes, write) >= 0;
    }

    /** A register that holds all of both already is the answer itself. */
    @Override
    public Register join(Register other) {
        if (!key.equals(other.key)) {
            throw new IllegalArgumentException(
                    "join of registers: expected key \"%s\", found \"%s\""
                            .formatted(key, other.key));
        }
        if (writes.length == 0 && other.writes.length > 0) {
            return other;
        }
        List<Write> lacking = without(other);
        if (lacking.isEmpty()) {
            return this;
        }
        return new Register(
                key,
                union(writes, lacking.toArray(Write[]::new)),
                maximal(union(maximal, other.maximal)),
                context.join(other.context));
    }

    /** The writes of {@code other} that are not held here. */
    public List<Write> without(Register other) {
        if (writes.length == 0) {
            return other.writes();
        }
        List<Write> lacking = new ArrayList<>();
        for (Write write : other.writes) {
            if (!contains(write)) {
                lacking.add(write);
            }
        }
        return lacking;
    }

    /** Sorted; runs of {@code a} between the few of {@code b} are copied whole. */
    private static Write[] union(Write[] a, Write[] b) {
        Write[] both = new Write[a.length + b.length];
        int length = 0;
        int from = 0;
        for (Write write : b) {
            int at = Arrays.binarySearch(a, from, a.length, write);
            int to = at < 0 ? -at - 1 : at;
            System.arraycopy(a, from, both, length, to - from);
            length += to - from;
            from = at < 0 ? to : to + 1;
            both[length++] = write;
        }
        System.arraycopy(a, from, both, length, a.length - from);
        return Arrays.copyOf(both, length + a.length - from);
    }

    /** Without the history that {@code frontier} covers; this register where there is none. */
    public Register trimmed(VersionVector frontier) {
        if (writes.length == maximal.length || frontier.equals(VersionVector.EMPTY)) {
            return this;
        }
        int length = 0;
        Write[] kept = new Write[writes.length];
        for (Write write : writes) {
            if (!frontier.covers(write.dot()) || isMaximal(write)) {
                kept[length++] = write;
            }
        }
        return length == writes.length
                ? this
                : new Register(key, Arrays.copyOf(kept, length), maximal, context);
    }

    /** The writes whose dots are not in {@code have}. */
    Register without(DotSet have) {
        if (Arrays.stream(writes).noneMatch(write -> have.contains(write.dot()))) {
            return this;
        }
        return of(key, Arrays.stream(writes).filter(write -> !have.contains(write.dot())).toList());
    }

    /** How many writes; of joins and trimmed registers of one key it tells whether they differ. */
    int size() {
        return writes.length;
    }

    @Override
    public Register zero() {
        return none(key);
    }

    @Override
    public byte[] bytes() {
        return StateEncoder.register(this);
    }

    /** Reads {@link #bytes}. */
    public static Register read(byte[] bytes) {
        return StateDecoder.register(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Register that
                        && key.equals(that.key)
                        && Arrays.equals(writes, that.writes));
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(writes);
    }

    @Override
    public String toString() {
        return Arrays.toString(writes);
    }
}
