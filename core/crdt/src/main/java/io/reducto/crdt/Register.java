package io.reducto.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one key, and what they amount to.
 *
 * <p>Immutable. A key is visible iff one of its causally maximal writes is a value: an addition
 * wins over a removal that did not know of it.
 */
public final class Register implements Lattice<Register> {
    private final String key;
    private final Write[] writes;
    private final VersionVector context;
    private boolean @Nullable [] maximal;

    private Register(String key, Write[] writes, VersionVector context) {
        this.key = key;
        this.writes = writes;
        this.context = context;
    }

    /** The register of {@code key} without a write. */
    public static Register empty(String key) {
        return new Register(KeyOrder.check(key), new Write[0], VersionVector.EMPTY);
    }

    /** The register of {@code writes}, which are all of {@code key}. */
    public static Register of(String key, Collection<Write> writes) {
        Write[] sorted = writes.stream().sorted().distinct().toArray(Write[]::new);
        VersionVector context = VersionVector.EMPTY;
        for (Write write : sorted) {
            if (!write.key().equals(key)) {
                throw new IllegalArgumentException(
                        "register of key \"%s\": found a write of key \"%s\""
                                .formatted(key, write.key()));
            }
            context = context.join(write.context());
        }
        return new Register(KeyOrder.check(key), sorted, context);
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
        return select(i -> isMaximal()[i]);
    }

    /** The writes that another one dominates. */
    public List<Write> history() {
        return select(i -> !isMaximal()[i]);
    }

    /** The one that is shown: of the maximal values the last by time, replica and sequence. */
    public Optional<Write> visible() {
        return maximal().stream().filter(write -> !write.isTombstone()).max(Write.BY_TIME);
    }

    /** The maximal values that are not shown: they lost only by time. */
    public List<Write> concurrent() {
        List<Write> values =
                new ArrayList<>(maximal().stream().filter(write -> !write.isTombstone()).toList());
        visible().ifPresent(values::remove);
        return List.copyOf(values);
    }

    private List<Write> select(Predicate<Integer> wanted) {
        List<Write> selected = new ArrayList<>(1);
        for (int i = 0; i < writes.length; i++) {
            if (wanted.test(i)) {
                selected.add(writes[i]);
            }
        }
        return List.copyOf(selected);
    }

    /*
     * What no context covers is maximal: one pass. What is covered is dominated by one of those,
     * unless a writer's context lies; only then are the rest compared with each other. By
     * transitivity a dominated write is dominated by a maximal one, so nothing else need be asked.
     */
    private boolean[] isMaximal() {
        boolean[] known = maximal;
        if (known == null) {
            VersionVector covered = VersionVector.EMPTY;
            for (Write write : writes) {
                covered = covered.join(write.seen());
            }
            known = new boolean[writes.length];
            for (int i = 0; i < writes.length; i++) {
                known[i] = !covered.covers(writes[i].dot());
            }
            addMaximalOfTheRest(known);
            maximal = known;
        }
        return known;
    }

    private void addMaximalOfTheRest(boolean[] known) {
        List<Write> heads = new ArrayList<>();
        for (int i = 0; i < writes.length; i++) {
            if (known[i]) {
                heads.add(writes[i]);
            }
        }
        List<Integer> rest = new ArrayList<>(0);
        for (int i = 0; i < writes.length; i++) {
            if (!known[i] && !isDominated(writes[i], heads)) {
                rest.add(i);
            }
        }
        List<Write> unresolved = rest.stream().map(i -> writes[i]).toList();
        for (int i : rest) {
            known[i] = !isDominated(writes[i], unresolved);
        }
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

    /** This register where it holds all of {@code other} already. */
    @Override
    public Register join(Register other) {
        if (!key.equals(other.key)) {
            throw new IllegalArgumentException(
                    "join of registers: expected key \"%s\", found \"%s\""
                            .formatted(key, other.key));
        }
        Write[] union = union(writes, other.writes);
        if (union.length == writes.length) {
            return this;
        }
        return union.length == other.writes.length
                ? other
                : new Register(key, union, context.join(other.context));
    }

    private static Write[] union(Write[] a, Write[] b) {
        Write[] both = new Write[a.length + b.length];
        int length = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            int order = a[i].compareTo(b[j]);
            both[length++] = order <= 0 ? a[i] : b[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        while (i < a.length) {
            both[length++] = a[i++];
        }
        while (j < b.length) {
            both[length++] = b[j++];
        }
        return Arrays.copyOf(both, length);
    }

    /** Without the history that {@code frontier} covers; this register where there is none. */
    Register trimmed(VersionVector frontier) {
        if (writes.length < 2) {
            return this;
        }
        boolean[] keep = isMaximal();
        List<Write> kept = select(i -> keep[i] || !frontier.covers(writes[i].dot()));
        return kept.size() == writes.length
                ? this
                : new Register(key, kept.toArray(Write[]::new), context);
    }

    /** The writes whose dots are not in {@code have}. */
    Register without(DotSet have) {
        return of(key, select(i -> !have.contains(writes[i].dot())));
    }

    /** How many writes; of joins and trimmed registers of one key it tells whether they differ. */
    int size() {
        return writes.length;
    }

    @Override
    public Register zero() {
        return empty(key);
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
