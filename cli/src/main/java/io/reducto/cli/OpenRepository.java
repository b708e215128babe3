package io.reducto.cli;

import io.reducto.repository.Repository;
import io.reducto.repository.Snapshot;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of a repository as long as a command runs.
 *
 * @param stores those that answer, by name
 * @param silent what the others said
 */
record OpenRepository(Map<String, ObjectStore> stores, List<String> silent)
        implements AutoCloseable {
    Repository repository() throws ObjectStoreException {
        return Repository.open(stores);
    }

    /** The repository as of a commit number or an ISO time; as of now for {@code null}. */
    Snapshot at(@Nullable String numberOrTime) throws IOException, ObjectStoreException {
        Repository repository = repository();
        return numberOrTime == null ? repository.newest() : repository.at(numberOrTime);
    }

    @Override
    public void close() throws ObjectStoreException {
        for (ObjectStore store : stores.values()) {
            store.close();
        }
    }
}
