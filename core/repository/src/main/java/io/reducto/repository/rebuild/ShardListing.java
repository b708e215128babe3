package io.reducto.repository.rebuild;

import io.reducto.codec.PackId;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectListing;
import io.reducto.tier.ObjectStoreException;
import java.util.Optional;

/**
 * The shards of one volume in the order of their packs, which is that of their names. Ends early,
 * and reports it, when the volume stops answering. For one thread.
 */
final class ShardListing {
    private final Volume volume;
    private final ObjectListing listing;
    private final LeftOuts leftOuts;
    private Optional<ShardFile> head = Optional.empty();
    private boolean isSilent;

    ShardListing(Volume volume, LeftOuts leftOuts) {
        this.volume = volume;
        this.listing = new ObjectListing(volume.store(), "shards/");
        this.leftOuts = leftOuts;
        advance();
    }

    /** The name of the volume. */
    String volume() {
        return volume.name();
    }

    /** Whether the volume has stopped answering. */
    boolean isSilent() {
        return isSilent;
    }

    /** The shard that comes next; empty at the end. */
    Optional<ShardFile> head() {
        return head;
    }

    /** Takes the next shard if it is one of {@code pack}. */
    Optional<ShardFile> poll(PackId pack) {
        Optional<ShardFile> taken = head.filter(file -> file.pack().equals(pack));
        if (taken.isPresent()) {
            advance();
        }
        return taken;
    }

    private void advance() {
        head = Optional.empty();
        try {
            Optional<ListedObject> next = listing.next();
            while (next.isPresent() && head.isEmpty()) {
                head = ShardFile.of(volume, next.get().name());
                if (head.isEmpty()) {
                    leftOuts.add(
                            Omission.SHARD_STRANGER,
                            "volume %s: %s".formatted(volume.name(), next.get().name()),
                            "expected the name of a shard");
                    next = listing.next();
                }
            }
        } catch (ObjectStoreException e) {
            isSilent = true;
            leftOuts.add(Omission.VOLUME_SILENT, "volume " + volume.name(), e);
        }
    }
}
