package io.reducto.crdt;

/**
 * One event of one replica.
 *
 * @param sequence counts the writes of {@code replica} from 1
 */
public record Dot(ReplicaId replica, long sequence) implements Comparable<Dot> {
    /** Refuses a sequence below 1. */
    public Dot {
        if (sequence < 1) {
            throw new IllegalArgumentException(
                    "dot of %s: expected a sequence from 1, found %d".formatted(replica, sequence));
        }
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
