package io.reducto.repository.restore;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.EntryReader;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.stripe.StripeReader;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads entries by their ids. Asks the index only where locality does not answer: neighbours in an
 * object are neighbours in a pack as a rule, so the entry behind the last one is tried first.
 *
 * <p>Use by one thread at a time, and {@link #close} it.
 */
public final class ChunkReader implements AutoCloseable {
    private static final int DEPTH_UNLIMITED = Integer.MAX_VALUE;

    private final Locator locator;
    private final EntryReader entries;
    private Optional<Stripe> lastStripe = Optional.empty();
    private int lastEntry;

    /** A reader as of the commit that {@code locator} stands for. */
    public ChunkReader(Locator locator, StripeReader stripes, ChunkHasher hasher) {
        this.locator = locator;
        this.entries = new EntryReader(stripes, hasher, EntryReader.Limits.DEFAULT);
    }

    /**
     * The plain bytes of an entry: a view that is valid until the next call.
     *
     * @throws DataException when the index does not know it, or its bytes are wrong in every shard
     * @throws StripeException when too few shards of its pack can be believed
     */
    public EntryReader.Entry read(ChunkId id) throws IOException {
        return read(id, DEPTH_UNLIMITED);
    }

    private EntryReader.Entry read(ChunkId id, int depthMax) throws IOException {
        if (!isNext(id)) {
            locate(id);
        }
        Stripe stripe = lastStripe.orElseThrow();
        int entry = lastEntry;
        PackTrailer trailer = entries.trailer(stripe);
        int depth = depth(trailer, entry);
        if (depth > depthMax) {
            throw new DataException.Malformed(
                    trailer.toString(),
                    0,
                    "entry %d, of a prefix: expected depth %d or less, found %d"
                            .formatted(entry, depthMax, depth));
        }
        EntryReader.Entry found =
                entries.read(stripe, entry, id, (chunk, most) -> read(chunk.id(), most).toBytes());
        lastStripe = Optional.of(stripe);
        lastEntry = entry;
        return found;
    }

    private static int depth(PackTrailer trailer, int entry) {
        return entry < trailer.entryCount()
                ? trailer.block(trailer.blockOfEntry(entry)).prefixDepth()
                : 0;
    }

    /** Whether the entry is the one behind the last one, or that one itself; moves there. */
    private boolean isNext(ChunkId id) throws StripeException {
        if (lastStripe.isEmpty()) {
            return false;
        }
        PackTrailer trailer = entries.trailer(lastStripe.get());
        int next = lastEntry + 1;
        if (next < trailer.entryCount() && trailer.entryId(next).equals(id)) {
            lastEntry = next;
            return true;
        }
        return trailer.entryId(lastEntry).equals(id);
    }

    private void locate(ChunkId id) throws IOException {
        ChunkLocation location =
                locator.find(id)
                        .orElseThrow(
                                () ->
                                        new DataException.Corrupt(
                                                "location index", "entry " + id, "nothing"));
        PackId pack = location.pack();
        lastStripe =
                Optional.of(
                        locator.find(pack)
                                .orElseThrow(
                                        () ->
                                                new DataException.Corrupt(
                                                        "stripe catalogue",
                                                        "pack %s of entry %s".formatted(pack, id),
                                                        "nothing")));
        lastEntry = location.entry();
    }

    @Override
    public void close() {
        entries.close();
    }
}
