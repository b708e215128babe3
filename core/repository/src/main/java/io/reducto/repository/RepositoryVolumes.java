package io.reducto.repository;

import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.log.CommitLog;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The volumes of a repository that could be opened, by name, and what those said that could not.
 *
 * <p>For one thread, but the stores themselves are for several. Closing closes them.
 */
public final class RepositoryVolumes implements AutoCloseable {
    private final RepositoryAddress.Opener opener;
    private final Map<String, ObjectStore> stores = new LinkedHashMap<>();
    private final Map<String, ObjectStoreException> silent = new LinkedHashMap<>();
    private Optional<RepositoryDescription> description = Optional.empty();

    RepositoryVolumes(RepositoryAddress.Opener opener) {
        this.opener = opener;
    }

    /** The volumes that are open, in a new map. */
    public Map<String, ObjectStore> stores() {
        return new LinkedHashMap<>(stores);
    }

    /** Name of each volume that is not open, and why, in a new map. */
    public Map<String, ObjectStoreException> silent() {
        return new LinkedHashMap<>(silent);
    }

    /** The description as it was when volumes were opened last. */
    public RepositoryDescription description() {
        return description.orElseThrow();
    }

    /** The repository as it is now, over the volumes that are open. */
    public Repository repository() throws ObjectStoreException {
        return Repository.open(stores);
    }

    /**
     * Looks at the description again and tries to open what is not open.
     *
     * @return whether there are more volumes now
     */
    public boolean openMissing() throws ObjectStoreException {
        int before = stores.size();
        openAll(CommitLog.describe(stores), List.of());
        return stores.size() > before;
    }

    /** What packs can be read from: the volumes that are open, by name, in a new map. */
    Map<String, Volume> readable() {
        Map<String, Volume> readable = new LinkedHashMap<>();
        for (RepositoryDescription.Volume volume : description().volumes()) {
            ObjectStore store = stores.get(volume.name());
            if (store != null) {
                readable.put(volume.name(), new Volume(volume.name(), volume.domain(), store));
            }
        }
        return readable;
    }

    /** Opens what {@code described} names, from {@code open} where it is there; closes others. */
    void openAll(RepositoryDescription described, List<ObjectStore> open)
            throws ObjectStoreException {
        description = Optional.of(described);
        silent.clear();
        for (RepositoryDescription.Volume volume : described.volumes()) {
            if (!stores.containsKey(volume.name())) {
                openOne(volume, open);
            }
        }
        for (ObjectStore store : open) {
            if (!stores.containsValue(store)) {
                store.close();
            }
        }
    }

    private void openOne(RepositoryDescription.Volume volume, List<ObjectStore> open) {
        Iterator<ObjectStore> same =
                open.stream().filter(store -> store.uri().equals(volume.uri())).iterator();
        try {
            stores.put(volume.name(), same.hasNext() ? same.next() : opener.open(volume.uri()));
        } catch (ObjectStoreException e) {
            silent.put(volume.name(), e);
        }
    }

    @Override
    public void close() throws ObjectStoreException {
        for (ObjectStore store : stores.values()) {
            store.close();
        }
        stores.clear();
    }
}
