package io.reducto.repository.stripe;

import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
import io.reducto.tier.ObjectStoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads ranges of packs from any k of their shards. The twin of {@link StripeWriter}.
 *
 * <p>{@link #read} goes straight to the data shards that hold the range and touches nothing else as
 * long as they answer: the bytes are not checked, the digests of what is inside them are. {@link
 * #readChecked} is for when those do not hold: it believes only cells that have their CRC, in
 * shards that describe this very stripe, and computes what is left from others.
 *
 * <p>Immutable; safe for use by several threads. Memory: for a degraded range, k + 1 times its
 * length, rounded up to cells.
 */
public final class StripeReader {
    private final Map<String, Volume> volumes;

    /** A reader over all volumes of a repository, by name. */
    public StripeReader(Map<String, Volume> volumes) {
        this.volumes = Map.copyOf(volumes);
    }

    /**
     * Reads {@code range} into {@code target} from {@code targetOffset} on. Bytes that a volume
     * hands out are taken as they are; only pieces whose volume fails are reconstructed, from
     * checked shards.
     *
     * @throws StripeException when fewer than k shards can be read
     */
    public void read(Stripe stripe, PackRange range, byte[] target, int targetOffset)
            throws StripeException {
        int at = targetOffset;
        DegradedStripe degraded = new DegradedStripe(stripe, volumes);
        for (StripeLayout.Piece piece : pieces(stripe, range)) {
            if (!readPiece(stripe, piece, target, at)) {
                degraded.read(piece, target, at);
            }
            at += (int) piece.length();
        }
    }

    /** As {@link #read}, but believes checked cells only. */
    public void readChecked(Stripe stripe, PackRange range, byte[] target, int targetOffset)
            throws StripeException {
        int at = targetOffset;
        DegradedStripe degraded = new DegradedStripe(stripe, volumes);
        for (StripeLayout.Piece piece : pieces(stripe, range)) {
            degraded.read(piece, target, at);
            at += (int) piece.length();
        }
    }

    private static List<StripeLayout.Piece> pieces(Stripe stripe, PackRange range) {
        return new StripeLayout(stripe.geometry(), stripe.packLength())
                .pieces(range.offset(), range.length());
    }

    /** False when the volume does not hand out the piece, for whatever reason. */
    private boolean readPiece(Stripe stripe, StripeLayout.Piece piece, byte[] target, int at) {
        String name = volumeName(stripe, piece.shard()).orElse("");
        Volume volume = volumes.get(name);
        if (volume == null) {
            return false;
        }
        try {
            volume.store()
                    .read(
                            ShardNames.name(stripe.pack(), piece.shard()),
                            EnvelopeFormat.HEADER_BYTES + piece.offset(),
                            target,
                            at,
                            (int) piece.length());
            return true;
        } catch (ObjectStoreException e) {
            return false; // read again below, from others; the cause is found and told there
        }
    }

    /** The volume that holds a shard; empty when the shard does not exist. */
    static Optional<String> volumeName(Stripe stripe, int ordinal) {
        return stripe.shards().stream()
                .filter(shard -> shard.ordinal() == ordinal)
                .map(ShardPlacement::volume)
                .findFirst();
    }
}
