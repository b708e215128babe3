package io.reducto.cli.quickstart;

import io.reducto.codec.PackId;
import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryVolumes;
import io.reducto.repository.Snapshot;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.format.StripeBytes;
import io.reducto.repository.run.StripeCatalogue;
import io.reducto.repository.stripe.ShardNames;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectListing;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a repository takes.
 *
 * @param beforeParity packs with content, and those of index, catalogue and stripe catalogue, the
 *     merged ones among them
 * @param withParity all shard files of all volumes
 */
public record StoredBytes(long beforeParity, long withParity) {
    private static final String SHARDS = "shards/";

    /** Lists every volume. */
    public static StoredBytes of(RepositoryVolumes volumes)
            throws IOException, ObjectStoreException {
        Repository repository = volumes.repository();
        int dataShards = repository.description().tiers().get(0).geometry().dataShards();
        Set<String> withContent = new HashSet<>();
        long before = 0;
        try (Snapshot snapshot = repository.newest()) {
            StripeCatalogue.Cursor stripes = snapshot.stripes().scan();
            while (stripes.next()) {
                Stripe stripe = StripeBytes.read(stripes.stripe().placement());
                before += stripe.packLength();
                withContent.add(pack(ShardNames.name(stripe.pack(), 0).value()));
            }
        }
        long with = 0;
        for (ObjectStore store : volumes.stores().values()) {
            ObjectListing shards = new ObjectListing(store, SHARDS);
            for (Optional<ListedObject> next = shards.next();
                    next.isPresent();
                    next = shards.next()) {
                ListedObject shard = next.get();
                with += shard.length();
                // Of packs that the stripe catalogue does not list, their data shards are the pack.
                boolean isData = ordinal(shard.name().value()) < dataShards;
                before +=
                        isData && !withContent.contains(pack(shard.name().value()))
                                ? shard.length()
                                : 0;
            }
        }
        return new StoredBytes(before, with);
    }

    /** {@code shards/<pp>/<pack id>.<ordinal>}. */
    private static String pack(String shard) {
        int from = shard.lastIndexOf('/') + 1;
        return shard.substring(from, from + 2 * PackId.BYTES);
    }

    private static int ordinal(String shard) {
        return Integer.parseInt(shard.substring(shard.lastIndexOf('.') + 1));
    }
}
