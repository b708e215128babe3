package io.reducto.repository.stripe;

import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.tier.ObjectStoreException;
import java.util.List;
import java.util.Map;

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
    public void read(StripePlacement placement, PackRange range, byte[] target, int targetOffset)
            throws StripeException {
        int at = targetOffset;
        DegradedStripe degraded = new DegradedStripe(placement, volumes);
        for (StripeLayout.Piece piece : pieces(placement, range)) {
            if (!readPiece(placement, piece, target, at)) {
                degraded.read(piece, target, at);
            }
            at += (int) piece.length();
        }
    }

    /** As {@link #read}, but believes checked cells only. */
    public void readChecked(
            StripePlacement placement, PackRange range, byte[] target, int targetOffset)
            throws StripeException {
        int at = targetOffset;
        DegradedStripe degraded = new DegradedStripe(placement, volumes);
        for (StripeLayout.Piece piece : pieces(placement, range)) {
            degraded.read(piece, target, at);
            at += (int) piece.length();
        }
    }

    private static List<StripeLayout.Piece> pieces(StripePlacement placement, PackRange range) {
        return placement.stripe().pieces(range.offset(), range.length());
    }

    /** False when the volume does not hand out the piece, for whatever reason. */
    private boolean readPiece(
            StripePlacement placement, StripeLayout.Piece piece, byte[] target, int at) {
        Volume volume = volumes.get(placement.volumes().get(piece.shard()));
        if (volume == null) {
            return false;
        }
        try {
            volume.store()
                    .read(
                            StripePlacement.shardName(placement.pack(), piece.shard()),
                            EnvelopeFormat.HEADER_BYTES + piece.offset(),
                            target,
                            at,
                            (int) piece.length());
            return true;
        } catch (ObjectStoreException e) {
            return false; // read again below, from others; the cause is found and told there
        }
    }
}
