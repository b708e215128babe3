package io.reducto.repository.rebuild;

import io.reducto.codec.PackId;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.stripe.PackWriter;
import java.util.Optional;

/**
 * What the volumes hold of one stripe.
 *
 * @param pack that the stripe holds
 * @param opening whose pack it is, as its shards say
 * @param stripe with the shards that exist; empty when the pack cannot be read
 * @param omission why it cannot
 * @param problem the same in words
 */
public record FoundStripe(
        PackId pack,
        PackWriter.Opening opening,
        Optional<Stripe> stripe,
        Optional<Omission> omission,
        String problem) {

    static FoundStripe of(Stripe stripe, PackWriter.Opening opening) {
        return new FoundStripe(stripe.pack(), opening, Optional.of(stripe), Optional.empty(), "");
    }

    static FoundStripe lost(
            PackId pack, PackWriter.Opening opening, Omission omission, String problem) {
        return new FoundStripe(pack, opening, Optional.empty(), Optional.of(omission), problem);
    }
}
