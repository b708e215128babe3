package io.reducto.repository.stripe;

import io.reducto.codec.DataException;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.pack.BlockDecoder;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Stripe;

/**
 * Reads trailers and entries of packs and checks every byte that it hands out: a trailer against
 * the root that the stripe names, an entry against its id. What does not hold is read again from
 * checked shards, and only then is it an error.
 *
 * <p>Keeps one buffer for the stored bytes of a block. Use by one thread at a time, and {@link
 * #close} it.
 */
public final class PackReader implements AutoCloseable {
    private final StripeReader stripes;
    private final BlockDecoder decoder;
    private byte[] stored = new byte[1 << 20];

    /**
     * A reader.
     *
     * @param hasher computes the ids that entries are checked against
     */
    public PackReader(StripeReader stripes, ChunkHasher hasher) {
        this.stripes = stripes;
        this.decoder = new BlockDecoder(hasher);
    }

    /**
     * The trailer of a pack.
     *
     * @throws StripeException when too few shards can be believed
     * @throws DataException when the bytes are wrong even so
     */
    public PackTrailer trailer(Stripe stripe) throws StripeException {
        int length = stripe.trailerLength();
        PackRange range = new PackRange(stripe.packLength() - length, length);
        byte[] tail = new byte[length];
        stripes.read(stripe, range, tail, 0);
        try {
            return trailer(stripe, tail);
        } catch (DataException e) {
            stripes.readChecked(stripe, range, tail, 0);
            return trailer(stripe, tail);
        }
    }

    /**
     * Reads one block, and checks entries of it.
     *
     * @param prefix plain bytes of the block's prefix; empty without prefix
     * @param raw takes the raw bytes of the block from 0 on
     * @return the ids that the bytes of all entries of the block have, for {@link #check}
     */
    public byte[] read(Stripe stripe, Wanted wanted, byte[] prefix, byte[] raw)
            throws StripeException {
        PackTrailer.Block block = wanted.trailer.block(wanted.block());
        PackRange range = new PackRange(block.storedOffset(), block.storedLength());
        if (stored.length < range.length()) {
            stored = new byte[range.length()];
        }
        stripes.read(stripe, range, stored, 0);
        try {
            return decode(wanted, block, prefix, raw);
        } catch (DataException.Corrupt | DataException.Malformed e) {
            stripes.readChecked(stripe, range, stored, 0);
            return decode(wanted, block, prefix, raw);
        }
    }

    /** Checks entries of a block that was read before, whose entries have these ids. */
    void check(Wanted wanted, byte[] ids) {
        for (int entry = wanted.first; entry <= wanted.last; entry++) {
            decoder.checkAmong(wanted.trailer, entry, ids);
        }
    }

    /**
     * Consecutive entries of one block.
     *
     * @param trailer of the pack
     * @param first ordinal of the first entry
     * @param last ordinal of the last entry, in the same block
     */
    public record Wanted(PackTrailer trailer, int first, int last) {
        /** Refuses entries of two blocks. */
        public Wanted {
            if (first > last || trailer.blockOfEntry(first) != trailer.blockOfEntry(last)) {
                throw new IllegalArgumentException(
                        "%s: entries %d to %d are not of one block"
                                .formatted(trailer, first, last));
            }
        }

        /** The block that holds them. */
        public int block() {
            return trailer.blockOfEntry(first);
        }
    }

    private static PackTrailer trailer(Stripe stripe, byte[] tail) {
        Envelope.FileEnd end = new Envelope.FileEnd(tail, stripe.packLength());
        PackTrailer trailer = PackTrailer.readTail(stripe.pack(), end);
        Digest found = Digest.read(trailer.root(), 0);
        if (!found.equals(stripe.packRoot())) {
            throw new DataException.Corrupt(
                    trailer.toString(), "root " + stripe.packRoot(), found.toString());
        }
        return trailer;
    }

    private byte[] decode(Wanted wanted, PackTrailer.Block block, byte[] prefix, byte[] raw) {
        decoder.decode(wanted.trailer, block, new BlockDecoder.Stored(stored, 0, prefix), raw);
        byte[] ids = decoder.ids(wanted.trailer, block, raw);
        check(wanted, ids);
        return ids;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
