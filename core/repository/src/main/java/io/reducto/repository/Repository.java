package io.reducto.repository;

import io.reducto.repository.format.CommitRecord;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.log.CommitLog;
import io.reducto.repository.log.StoredCommit;
import io.reducto.repository.stripe.Tier;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A repository that is open for reading: the description in force and the newest commit when it was
 * opened. Never writes.
 *
 * <pre>{@code
 * Repository repository = Repository.open(stores);
 * try (Snapshot snapshot = repository.newest(); ChunkReader chunks = snapshot.chunks()) {
 *     Catalogue.Version version = snapshot.catalogue().latest("builds", "tool").orElseThrow();
 *     ObjectRestore restore = new ObjectRestore(chunks);
 *     restore.restore(restore.recipe(version.entry().recipe()), out);
 * }
 * }</pre>
 *
 * <p>Immutable; safe for use by several threads. The stores stay the caller's.
 */
public final class Repository {
    private final Map<String, ObjectStore> stores;
    private final CommitLog log;

    private Repository(Map<String, ObjectStore> stores, CommitLog log) {
        this.stores = stores;
        this.log = log;
    }

    /**
     * Opens a repository.
     *
     * @param stores the volumes that could be opened, by name; those that could not are left out
     */
    public static Repository open(Map<String, ? extends ObjectStore> stores)
            throws ObjectStoreException {
        return new Repository(Map.copyOf(stores), CommitLog.open(stores));
    }

    /** The description in force. */
    public RepositoryDescription description() {
        return log.description();
    }

    /** The chain of commits. */
    public CommitLog log() {
        return log;
    }

    /** The repository as of its newest commit; empty of everything when there is none. */
    public Snapshot newest() throws IOException {
        return snapshot(log.head().map(StoredCommit::record).orElse(CommitRecord.BEFORE_FIRST));
    }

    /** The repository as of a commit, by its number or an ISO time. */
    public Snapshot at(String numberOrTime) throws IOException, ObjectStoreException {
        return snapshot(log.at(numberOrTime).record());
    }

    /** A tier by its name, with those of its volumes that could be opened. */
    public Tier tier(String name) {
        RepositoryDescription.Tier tier =
                description().tiers().stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "tier %s: expected one of %s"
                                                        .formatted(name, description().tiers())));
        Map<String, Volume> open = volumes();
        List<Volume> volumes = new ArrayList<>();
        for (String volume : tier.volumes()) {
            Volume found = open.get(volume);
            if (found != null) {
                volumes.add(found);
            }
        }
        return new Tier(name, tier.geometry(), volumes);
    }

    private Snapshot snapshot(CommitRecord record) throws IOException {
        return new Snapshot(record, volumes());
    }

    /** The volumes that could be opened, by name, in a new map. */
    public Map<String, Volume> volumes() {
        Map<String, Volume> volumes = new HashMap<>();
        for (RepositoryDescription.Volume volume : description().volumes()) {
            ObjectStore store = stores.get(volume.name());
            if (store != null) {
                volumes.put(volume.name(), new Volume(volume.name(), volume.domain(), store));
            }
        }
        return volumes;
    }
}
