package io.reducto.repository.rebuild;

import io.reducto.codec.PackId;
import io.reducto.codec.shard.Shard;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.stripe.PackWriter;
import java.util.Optional;

/**
 * What the volumes hold of one stripe.
 *
 * @param pack that the stripe holds
 * @param opening whose pack it is, as its shards say
 * @param shards number of shards that agree
 * @param shardBytes bytes of the payload of each of them
 * @param stripe with the shards that exist; empty when the pack cannot be read
 * @param omission why it cannot
 * @param problem the same in words
 */
public record FoundStripe(
        PackId pack,
        PackWriter.Opening opening,
        int shards,
        long shardBytes,
        Optional<Stripe> stripe,
        Optional<Omission> omission,
        String problem) {

    static FoundStripe of(Stripe stripe, Siblings shards) {
        return of(shards, Optional.of(stripe), Optional.empty(), "");
    }

    static FoundStripe lost(Siblings shards, Omission omission, String problem) {
        return of(shards, Optional.empty(), Optional.of(omission), problem);
    }

    private static FoundStripe of(
            Siblings shards, Optional<Stripe> stripe, Optional<Omission> omission, String problem) {
        Shard any = shards.any();
        return new FoundStripe(
                shards.pack(),
                new PackWriter.Opening(any.lineage(), any.epoch()),
                shards.members().size(),
                any.length(),
                stripe,
                omission,
                problem);
    }
}
