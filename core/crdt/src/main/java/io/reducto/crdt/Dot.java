package io.reducto.crdt;

/**
 * One event of one replica.
 *
 * @param sequence counts the writes of {@code replica} from 1
 */
public record Dot(ReplicaId replica, long sequence) implements Comparable<Dot> {
    /** The last sequence. A replica of which it is claimed cannot write any more. */
    public static final long SEQUENCE_MAX = Long.MAX_VALUE;

    /** Refuses a sequence below 1. */
    public Dot {
        if (sequence < 1) {
            throw new IllegalArgumentException(
                    "dot of %s: expected a sequence from 1, found %d".formatted(replica, sequence));
        }
    }

    /** The event of {@code replica} after its event {@code last}, which is 0 before the first. */
    static Dot after(ReplicaId replica, long last) {
        if (last == SEQUENCE_MAX) {
            throw new IllegalArgumentException(
                    "replica %s: expected one with a sequence left, found the last, %d, claimed of it: it needs another name"
                            .formatted(replica, last));
        }
        return new Dot(replica, last + 1);
    }

    // By hand, as in ReplicaId: what a record has by itself is linked at run time, which a command
    // that is over in half a second feels.

    @Override
    public boolean equals(Object other) {
        return other instanceof Dot that
                && sequence == that.sequence
                && replica.equals(that.replica);
    }

    @Override
    public int hashCode() {
        return 31 * replica.hashCode() + Long.hashCode(sequence);
    }

    @Override
    public int compareTo(Dot other) {
        int byReplica = replica.compareTo(other.replica);
        return byReplica != 0 ? byReplica : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return replica + ":" + sequence;
    }
}
