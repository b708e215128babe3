package io.reducto.repository.restore;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.run.ChunkLocation;
import java.io.IOException;
import java.util.Optional;

/** Where entries and packs are, as of one commit. */
public interface Locator {
    /** Where an entry is; empty when the commit does not know it. */
    Optional<ChunkLocation> find(ChunkId id) throws IOException;

    /** Where the shards of a pack are; empty when the commit does not know it. */
    Optional<Stripe> find(PackId pack) throws IOException;
}
