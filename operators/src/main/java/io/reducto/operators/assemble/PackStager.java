package io.reducto.operators.assemble;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import java.io.IOException;
import java.io.Serializable;

/**
 * Where the assembler of one subtask puts fresh entries. What was staged becomes part of the
 * repository when the descriptor's epoch is committed, and is dead if it never is.
 *
 * <p>{@code begin (add* finish begin)* close}. For the task's thread; calls may wait for volumes,
 * and can be interrupted.
 */
public interface PackStager extends AutoCloseable {
    /**
     * Begins an epoch.
     *
     * @param epoch last checkpoint id seen, + 1
     */
    void begin(LineageId lineage, long epoch);

    /**
     * Stages an entry, which is copied. In the order of the calls, so that neighbours stay
     * neighbours.
     *
     * @param kind as in {@code PackFormat}; a recipe makes its version visible
     */
    void add(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws IOException, InterruptedException;

    /**
     * Makes durable what was staged in this epoch.
     *
     * @param checkpoint id of the checkpoint at which the epoch ends
     * @return its descriptor, opaque; there is one for an empty epoch too
     */
    byte[] finish(long checkpoint) throws IOException, InterruptedException;

    /** What it has written so far. Any thread may ask. */
    Written written();

    @Override
    void close() throws IOException;

    /**
     * Totals since the attempt began.
     *
     * @param stripes packs, each one a stripe, that are durable
     * @param blocks compressed blocks in them
     * @param packBytes bytes of those packs, before parity
     * @param shardBytes bytes on volumes, with parity
     * @param degradedStripes stripes that miss a shard
     */
    record Written(
            long stripes, long blocks, long packBytes, long shardBytes, long degradedStripes) {}

    /** Opens the stager of a subtask, on the TaskManager. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /**
         * Fails where volumes are not reachable or do not keep their rules, or memory is too small.
         *
         * @param slots assemblers that may share the process and its memory
         */
        PackStager open(int slots) throws IOException;
    }
}
