package io.reducto.cli;

import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.erasure.Geometry;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.format.RepositoryId;
import io.reducto.repository.log.RepositoryCreation;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStores;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A repository that is to be made, with one tier of all its volumes. These are called v1, v2, … in
 * the order given; each is a failure domain of its own.
 *
 * @param address of all volumes, which are made, too
 * @param shards of a stripe
 * @param cutting how objects are cut, for good
 * @param tier name of the tier
 */
record NewRepository(
        RepositoryAddress address, Geometry shards, ChunkingSpec cutting, String tier) {
    /** Makes it; volumes that are there must be empty. */
    RepositoryDescription create() throws ObjectStoreException {
        Map<String, ObjectStore> stores = new TreeMap<>();
        try {
            RepositoryDescription description = describe(stores);
            RepositoryCreation.create(stores, description);
            return description;
        } finally {
            for (ObjectStore store : stores.values()) {
                store.close();
            }
        }
    }

    private RepositoryDescription describe(Map<String, ObjectStore> stores)
            throws ObjectStoreException {
        int copies = 2 * shards.lossesSurvived() + 1;
        List<RepositoryDescription.Volume> volumes = new ArrayList<>();
        for (URI uri : address.volumes()) {
            int number = volumes.size() + 1;
            ObjectStore store = make(uri);
            stores.put("v" + number, store);
            volumes.add(
                    new RepositoryDescription.Volume(
                            "v" + number, store.uri(), "domain-" + number, number <= copies));
        }
        List<String> inOrder = volumes.stream().map(RepositoryDescription.Volume::name).toList();
        volumes.sort(Comparator.comparing(RepositoryDescription.Volume::name));
        SecureRandom random = new SecureRandom();
        return new RepositoryDescription(
                new RepositoryId(random.nextLong(), random.nextLong()),
                List.of(new RepositoryDescription.Generation(1, 1)),
                "v1",
                cutting,
                volumes,
                List.of(new RepositoryDescription.Tier(tier, shards, inOrder)));
    }

    /** A volume that is new, or was left empty by an attempt that failed. */
    private static ObjectStore make(URI uri) throws ObjectStoreException {
        try {
            return ObjectStores.create(uri);
        } catch (ObjectExistsException e) {
            ObjectStore present = ObjectStores.open(uri);
            if (present.list("", "").objects().isEmpty()) {
                return present;
            }
            present.close();
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "volume %s: expected none, or an empty one, found one in use; name another place"
                            .formatted(uri));
        }
    }
}
