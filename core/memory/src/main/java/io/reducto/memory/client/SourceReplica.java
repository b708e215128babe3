package io.reducto.memory.client;

import io.reducto.crdt.ReplicaId;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Who writes what a source without a client behind it holds: {@code <source>.<own name>}, one for
 * each source and each clone that reads it, so that versions of different sources are concurrent.
 */
public final class SourceReplica {
    private static final int LENGTH_MAX = 64;

    private SourceReplica() {}

    /**
     * The replica of {@code source} as {@code own} reads it.
     *
     * @param source a host or a file name; what cannot stand in a name becomes a hyphen
     */
    public static ReplicaId of(String source, ReplicaId own) {
        return of(source, own, replica -> true);
    }

    /**
     * The same, with a number before it where one that has been claimed to its last sequence cannot
     * write any more: the first that can.
     */
    public static ReplicaId of(String source, ReplicaId own, Predicate<ReplicaId> canWrite) {
        String name = source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        int room = LENGTH_MAX - own.text().length() - 1;
        String begin = name.isEmpty() ? "-" : name;
        int next = 2;
        for (String number = ""; number.length() < room; number = next++ + "-") {
            String whole = number + begin;
            String fitting = whole.length() > room ? whole.substring(0, room) : whole;
            ReplicaId replica = new ReplicaId(fitting + "." + own.text());
            if (canWrite.test(replica)) {
                return replica;
            }
        }
        return own;
    }
}
