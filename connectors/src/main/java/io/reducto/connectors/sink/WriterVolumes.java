package io.reducto.connectors.sink;

import io.reducto.repository.RepositoryAddress;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import io.reducto.tier.PutIfAbsentProbe;
import io.reducto.tier.retry.RetryPolicy;
import io.reducto.tier.retry.RetryTimer;
import io.reducto.tier.retry.RetryingObjectStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Opens volumes as a writer must: calls are repeated, and a volume that does not honour
 * put-if-absent is not written to; it counts as one that could not be opened.
 */
final class WriterVolumes implements RepositoryAddress.Opener {
    private static final Duration PROBE_TIMEOUT = Duration.ofMinutes(1);

    private final SecureRandom random;

    WriterVolumes(SecureRandom random) {
        this.random = random;
    }

    @Override
    public ObjectStore open(URI uri) throws ObjectStoreException {
        ObjectStore store =
                new RetryingObjectStore(
                        ObjectStores.open(uri),
                        RetryPolicy.DEFAULT,
                        RetryTimer.system(),
                        new SplittableRandom(random.nextLong()));
        try {
            new PutIfAbsentProbe(store, random, PROBE_TIMEOUT).run();
            return store;
        } catch (ObjectStoreException e) {
            store.close();
            throw e;
        }
    }
}
