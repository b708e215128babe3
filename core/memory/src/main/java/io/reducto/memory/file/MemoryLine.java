package io.reducto.memory.file;

import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.PlacedEntry;
import org.jspecify.annotations.Nullable;

/** One line of a file of the repository. */
sealed interface MemoryLine {
    /** An entry of an older workflow. */
    record Plain(PlacedEntry entry) implements MemoryLine {}

    /** A write; its view is empty outside the unified file. */
    record OfWrite(Write write, View view) implements MemoryLine {}

    /**
     * What is known of a replica.
     *
     * @param acknowledged null where it has acknowledged nothing, not even that nothing was there
     * @param frontier 0 where history of it is not trimmed
     */
    record OfReplica(
            ReplicaId replica,
            @Nullable VersionVector acknowledged,
            long frontier,
            boolean isRetired)
            implements MemoryLine {}

    /** A line that a newer release wrote. */
    record TooNew() implements MemoryLine {}
}
