package io.reducto.memory.sync;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.git.GitException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The memory of a remote for a service that has news for it: what {@code reducto memory sync} does,
 * without a client and without a user's work tree.
 *
 * <p>The service's replica is retired from its beginning: it writes nothing, and nobody's history
 * waits for it. For one thread.
 */
public final class RemoteMemory {
    private final RemoteFolder folder;
    private final Surroundings surroundings;

    /**
     * The memory of {@code remote}; asks nothing yet.
     *
     * @param folder of a clone, which is made where there is none: a cache that nobody else may use
     */
    public RemoteMemory(
            Path folder, RemoteAddress remote, ReplicaId service, Surroundings surroundings)
            throws IOException {
        this.folder = new RemoteFolder(folder, remote, service, surroundings);
        this.surroundings = surroundings;
    }

    /**
     * Joins {@code news} with what the remote has, and brings it to the remote where it has less.
     *
     * @return with delivery {@code PUSHED} or {@code IN_STEP} the remote has all of it; otherwise
     *     it has to be given again
     */
    public Outcome exchange(ObservedRemoveMap news)
            throws MemoryException, IOException, InterruptedException {
        try {
            folder.opened();
        } catch (GitException e) {
            throw MemoryClone.failure(e);
        }
        try (MemoryClone clone = MemoryClone.open(folder.path(), surroundings)) {
            ObservedRemoveMap more = news.copy();
            more.retire(clone.replica());
            clone.join(more);
            return clone.exchange();
        }
    }
}
