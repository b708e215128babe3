package io.reducto.memory.sync;

import io.reducto.crdt.Dot;
import io.reducto.crdt.Drift;
import io.reducto.crdt.Equivocation;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.client.Intake.Taken;
import io.reducto.memory.client.SecretGate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a command did.
 *
 * @param taken entries of clients, files and older workflows
 * @param held entries with secrets that were not taken
 * @param masked entries that were taken with a mask
 * @param received writes of others that were not known before
 * @param damaged pieces of damage that were put aside and were not there already
 * @param rivals writes that now stand beside what is shown of their key, which each has as its
 *     value, and did not before
 * @param drifts replicas whose clock is ahead; their writes count, their times are not taken over
 * @param equivocations dots that name two writes: a clone was copied with its replica's name
 * @param delivery what became of it
 * @param commit the commit that holds it; empty where only the saved state does
 * @param notes for the user, one line each
 */
public record Outcome(
        Taken taken,
        List<SecretGate.Held> held,
        int masked,
        int received,
        int damaged,
        SortedMap<Dot, String> rivals,
        SortedMap<ReplicaId, Drift> drifts,
        List<Equivocation> equivocations,
        Delivery delivery,
        Optional<String> commit,
        List<String> notes) {
    /** What became of what is known here. */
    public enum Delivery {
        /** The remote knows all of it. */
        IN_STEP,
        /** It was pushed. */
        PUSHED,
        /** It is committed here, and there is no remote. */
        COMMITTED,
        /**
         * It is kept here, and the next command tries again: the remote did not answer, or there is
         * none and the local branch could not take it.
         */
        KEPT,
        /** It is kept here; the remote said no. */
        REFUSED
    }
}
