package io.reducto.repository.stripe;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.Stripe;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads single entries of packs, each checked against its id, with the trailers and raw blocks that
 * were used last kept within a bound: neighbours of an entry cost nothing more.
 *
 * <p>Use by one thread at a time, and {@link #close} it.
 */
public final class EntryReader implements AutoCloseable {
    private static final byte[] NO_PREFIX = new byte[0];
    private static final float LOAD_FACTOR = 0.75f;

    private final PackReader packs;
    private final Limits limits;
    private final Map<PackId, PackTrailer> trailers = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private final Map<BlockKey, RawBlock> blocks = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private long blockBytes;

    /**
     * How much is kept.
     *
     * @param trailers number of trailers; one of a full pack has some 100 to 200 KiB
     * @param blockBytes bytes of raw blocks and of the ids of their entries
     */
    public record Limits(int trailers, long blockBytes) {
        /** 32 trailers and 32 MiB of blocks. */
        public static final Limits DEFAULT = new Limits(32, 32L << 20);
    }

    private record BlockKey(PackId pack, int block) {}

    /** Raw bytes, and the ids that those of its entries have. */
    private record RawBlock(byte[] bytes, byte[] ids) {
        int length() {
            return bytes.length + ids.length;
        }
    }

    /** A reader of checked entries. */
    public EntryReader(StripeReader stripes, ChunkHasher hasher, Limits limits) {
        this.packs = new PackReader(stripes, hasher);
        this.limits = limits;
    }

    /**
     * Plain bytes of an entry: a view of a cached block, not to be written to.
     *
     * @param raw holds them
     * @param offset of the first one
     * @param length in bytes
     */
    public record Entry(byte[] raw, int offset, int length) {
        /** A copy of the bytes. */
        public byte[] toBytes() {
            byte[] bytes = new byte[length];
            System.arraycopy(raw, offset, bytes, 0, length);
            return bytes;
        }
    }

    /** Finds the plain bytes of a chunk of a prefix, wherever it is. */
    @FunctionalInterface
    public interface Prefixes {
        /**
         * The bytes of a chunk.
         *
         * @param depthMax the block that holds it needs at most so many others in a row; more is
         *     malformed
         */
        byte[] read(PackTrailer.PrefixChunk chunk, int depthMax) throws IOException;
    }

    /** The trailer of a pack. */
    public PackTrailer trailer(Stripe stripe) throws StripeException {
        PackTrailer known = trailers.get(stripe.pack());
        if (known != null) {
            return known;
        }
        PackTrailer trailer = packs.trailer(stripe);
        trailers.put(stripe.pack(), trailer);
        if (trailers.size() > limits.trailers()) {
            trailers.remove(trailers.keySet().iterator().next());
        }
        return trailer;
    }

    /**
     * Reads an entry.
     *
     * @param id that the entry must have
     * @throws DataException when the pack does not hold it there, or the bytes are wrong in every
     *     shard
     */
    public Entry read(Stripe stripe, int entry, ChunkId id, Prefixes prefixes) throws IOException {
        PackTrailer trailer = trailer(stripe);
        if (entry >= trailer.entryCount() || !trailer.entryId(entry).equals(id)) {
            throw new DataException.Corrupt(
                    "%s: entry %d".formatted(trailer, entry),
                    "id " + id,
                    entry < trailer.entryCount()
                            ? trailer.entryId(entry).toString()
                            : trailer.entryCount() + " entries");
        }
        BlockKey key = new BlockKey(stripe.pack(), trailer.blockOfEntry(entry));
        RawBlock raw = blocks.get(key);
        PackReader.Wanted wanted = new PackReader.Wanted(trailer, entry, entry);
        if (raw == null) {
            PackTrailer.Block block = trailer.block(key.block);
            byte[] bytes = new byte[block.rawLength()];
            byte[] ids = packs.read(stripe, wanted, prefix(trailer, block, prefixes), bytes);
            raw = new RawBlock(bytes, ids);
            keep(key, raw);
        } else {
            packs.check(wanted, raw.ids);
        }
        return new Entry(raw.bytes, trailer.entryRawOffset(entry), trailer.entryLength(entry));
    }

    private static byte[] prefix(PackTrailer trailer, PackTrailer.Block block, Prefixes prefixes)
            throws IOException {
        if (block.prefixCount() == 0) {
            return NO_PREFIX;
        }
        int length = 0;
        for (int i = 0; i < block.prefixCount(); i++) {
            length += trailer.prefix(block.ordinal(), i).length();
        }
        byte[] prefix = new byte[length];
        int at = 0;
        for (int i = 0; i < block.prefixCount(); i++) {
            PackTrailer.PrefixChunk chunk = trailer.prefix(block.ordinal(), i);
            byte[] bytes = prefixes.read(chunk, block.prefixDepth() - 1);
            if (bytes.length != chunk.length()) {
                throw new DataException.Malformed(
                        trailer.toString(),
                        block.storedOffset(),
                        "prefix chunk %s: expected %d bytes, found %d"
                                .formatted(chunk.id(), chunk.length(), bytes.length));
            }
            System.arraycopy(bytes, 0, prefix, at, bytes.length);
            at += bytes.length;
        }
        return prefix;
    }

    private void keep(BlockKey key, RawBlock raw) {
        blocks.put(key, raw);
        blockBytes += raw.length();
        while (blockBytes > limits.blockBytes() && blocks.size() > 1) {
            BlockKey eldest = blocks.keySet().iterator().next();
            RawBlock gone = blocks.remove(eldest);
            blockBytes -= gone == null ? 0 : gone.length();
        }
    }

    @Override
    public void close() {
        packs.close();
    }
}
