package io.reducto.jobs.ingest;

import io.reducto.codec.DataException;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.jobs.engine.RefusedException;
import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.log.StoredCommit;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;

/** What the repository must be for a job to write to it. */
final class RepositoryPromises {
    private RepositoryPromises() {}

    /**
     * Opens the repository and looks.
     *
     * @return how it wants objects cut
     * @throws RefusedException if it cannot be read, is of a newer format, or has commits although
     *     the job starts without state and is not one that is being recovered
     */
    static ChunkingSpec require(RepositoryAddress address, ReadableConfig configuration)
            throws RefusedException {
        try (RepositoryVolumes volumes = address.open(ObjectStores::open)) {
            Repository repository = volumes.repository();
            requireState(repository, configuration);
            return repository.description().chunking();
        } catch (ObjectStoreException | DataException | IllegalArgumentException e) {
            throw new RefusedException(
                    "refused: repository %s: %s".formatted(address, e.getMessage()), e);
        }
    }

    private static void requireState(Repository repository, ReadableConfig configuration)
            throws RefusedException {
        Optional<StoredCommit> head = repository.log().head();
        boolean isRestored =
                configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent();
        if (head.isPresent() && !isRestored && !RememberedJob.isThere(configuration)) {
            throw new RefusedException(
                    "refused: repository: expected no commits for a job that starts without state, found %d: its index would not know their chunks, and its uploads not their versions; start it from the savepoint or checkpoint of the job that wrote them"
                            .formatted(head.get().record().number()));
        }
    }
}
