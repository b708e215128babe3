package io.reducto.memory.client;

import io.reducto.crdt.ReplicaId;
import java.util.Locale;

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
        String name = source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        int room = LENGTH_MAX - own.text().length() - 1;
        if (room < 1) {
            return own;
        }
        String fitting = name.length() > room ? name.substring(0, room) : name;
        return new ReplicaId((fitting.isEmpty() ? "-" : fitting) + "." + own.text());
    }
}
