package io.reducto.repository.stripe;

import io.reducto.codec.PackId;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
import io.reducto.tier.ObjectStoreException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Reads ranges of packs from any k of their shards. The twin of {@link StripeWriter}.
 *
 * <p>{@link #read} goes straight to the data shards that hold the range and touches nothing else as
 * long as they answer: the bytes are not checked, the digests of what is inside them are. {@link
 * #readChecked} is for when those do not hold: it believes only cells that have their CRC, in
 * shards that describe this very stripe, and computes what is left from others.
 *
 * <p>Shards of a range are read side by side. What was learnt of stripes that are not whole, the
 * metadata of their shards and which of them fail, is kept for those used last, {@value
 * #KEPT_SHARDS_MAX} shards in all: a degraded block costs k requests and no more.
 *
 * <p>Safe for use by several threads. Memory: for a degraded range, k + 1 times its length, rounded
 * up to cells.
 */
public final class StripeReader {
    private static final int KEPT_SHARDS_MAX = 1024;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Volume> volumes;
    private final ParallelReads reads;
    private final Map<PackId, DegradedStripe> kept = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private int keptShards;

    /** A reader over all volumes of a repository, by name; one request at a time. */
    public StripeReader(Map<String, Volume> volumes) {
        this(volumes, Runnable::run);
    }

    /**
     * A reader over all volumes of a repository, by name.
     *
     * @param executor runs requests for one range side by side; nothing that it runs waits for
     *     anything else that it runs. It stays the caller's
     */
    public StripeReader(Map<String, Volume> volumes, Executor executor) {
        this.volumes = Map.copyOf(volumes);
        this.reads = new ParallelReads(executor);
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
        List<StripeLayout.Piece> pieces = pieces(stripe, range);
        int[] at = offsets(pieces, targetOffset);
        boolean[] isRead = new boolean[pieces.size()];
        reads.forEach(
                isRead.length, i -> isRead[i] = readPiece(stripe, pieces.get(i), target, at[i]));
        for (int i = 0; i < isRead.length; i++) {
            if (!isRead[i]) {
                degraded(stripe).read(pieces.get(i), target, at[i]);
            }
        }
    }

    /** As {@link #read}, but believes checked cells only. */
    public void readChecked(Stripe stripe, PackRange range, byte[] target, int targetOffset)
            throws StripeException {
        List<StripeLayout.Piece> pieces = pieces(stripe, range);
        int[] at = offsets(pieces, targetOffset);
        for (int i = 0; i < at.length; i++) {
            degraded(stripe).read(pieces.get(i), target, at[i]);
        }
    }

    private static int[] offsets(List<StripeLayout.Piece> pieces, int start) {
        int[] offsets = new int[pieces.size()];
        int at = start;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += (int) pieces.get(i).length();
        }
        return offsets;
    }

    /** What is known of a stripe that is not whole, from here on kept. */
    private synchronized DegradedStripe degraded(Stripe stripe) {
        DegradedStripe known = kept.get(stripe.pack());
        if (known != null && known.stripe().equals(stripe)) {
            return known;
        }
        DegradedStripe made = new DegradedStripe(stripe, volumes, reads);
        DegradedStripe replaced = kept.put(stripe.pack(), made);
        keptShards += shards(made) - (replaced == null ? 0 : shards(replaced));
        Iterator<DegradedStripe> eldest = kept.values().iterator();
        while (keptShards > KEPT_SHARDS_MAX && kept.size() > 1) {
            keptShards -= shards(eldest.next());
            eldest.remove();
        }
        return made;
    }

    private static int shards(DegradedStripe stripe) {
        return stripe.stripe().geometry().totalShards();
    }

    /** Whether a shard is known to fail. */
    private synchronized boolean isFailing(Stripe stripe, int ordinal) {
        DegradedStripe known = kept.get(stripe.pack());
        return known != null && known.stripe().equals(stripe) && known.isFailing(ordinal);
    }

    private static List<StripeLayout.Piece> pieces(Stripe stripe, PackRange range) {
        return new StripeLayout(stripe.geometry(), stripe.packLength())
                .pieces(range.offset(), range.length());
    }

    /** False when the volume does not hand out the piece, for whatever reason. */
    private boolean readPiece(Stripe stripe, StripeLayout.Piece piece, byte[] target, int at) {
        String name = volumeName(stripe, piece.shard()).orElse("");
        Volume volume = volumes.get(name);
        if (volume == null || isFailing(stripe, piece.shard())) {
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
    public static Optional<String> volumeName(Stripe stripe, int ordinal) {
        return stripe.shards().stream()
                .filter(shard -> shard.ordinal() == ordinal)
                .map(ShardPlacement::volume)
                .findFirst();
    }
}
