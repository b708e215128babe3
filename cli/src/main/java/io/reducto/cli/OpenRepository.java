package io.reducto.cli;

import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.Snapshot;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The volumes of a repository as long as a command runs. */
record OpenRepository(RepositoryVolumes volumes) implements AutoCloseable {
    /** Those that answer, by name. */
    Map<String, ObjectStore> stores() {
        return volumes.stores();
    }

    /** What the others said. */
    List<String> silent() {
        return volumes.silent().entrySet().stream()
                .map(volume -> volume.getKey() + ": " + volume.getValue().getMessage())
                .toList();
    }

    Repository repository() throws ObjectStoreException {
        return volumes.repository();
    }

    /** The repository as of a commit number or an ISO time; as of now for {@code null}. */
    Snapshot at(@Nullable String numberOrTime) throws IOException, ObjectStoreException {
        Repository repository = repository();
        return numberOrTime == null ? repository.newest() : repository.at(numberOrTime);
    }

    @Override
    public void close() throws ObjectStoreException {
        volumes.close();
    }
}
