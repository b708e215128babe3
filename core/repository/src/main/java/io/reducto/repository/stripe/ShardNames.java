package io.reducto.repository.stripe;

import io.reducto.codec.PackId;
import io.reducto.tier.ObjectName;
import java.util.Locale;

/** Names of shards on their volumes: {@code shards/<pp>/<pack id>.<ordinal>}. */
public final class ShardNames {
    private ShardNames() {}

    /** The name of one shard; {@code pp} are the first two digits of the pack id. */
    public static ObjectName name(PackId pack, int ordinal) {
        String id = pack.toString();
        return ObjectName.of(
                String.format(Locale.ROOT, "shards/%s/%s.%03d", id.substring(0, 2), id, ordinal));
    }
}
