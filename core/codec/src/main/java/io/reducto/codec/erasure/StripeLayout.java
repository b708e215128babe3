package io.reducto.codec.erasure;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the bytes of a pack lie in the data shards of its stripe.
 *
 * <pre>
 *   L = ceil(length / k); data shard i holds bytes [i·L, (i+1)·L) of the pack
 *
 *   pack     |0 . . . . . . L . . . . . . 2L. . . . . . length|
 *   shards   |      0      |      1      |      2      |000000|   zeros up to 3·L (here k = 3)
 * </pre>
 *
 * Contiguous, so a range of the pack is a range of one shard, or of a few neighbours. The last
 * shards of a short pack may hold zeros only. Immutable; safe for use by several threads.
 *
 * @param geometry of the stripe
 * @param length of the pack in bytes, from 0 to {@link #LENGTH_MAX_BYTES}
 */
public record StripeLayout(Geometry geometry, long length) {
    /** Greatest pack: k shards of it still have a length that a {@code long} counts. */
    public static final long LENGTH_MAX_BYTES = 1L << 62;

    /**
     * A run of bytes inside one data shard.
     *
     * @param shard ordinal of the data shard
     * @param offset of the first byte in that shard
     * @param length in bytes, at least 1
     */
    public record Piece(int shard, long offset, long length) {}

    /** {@link IllegalArgumentException} when the length is out of its limits. */
    public StripeLayout {
        if (length < 0 || length > LENGTH_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "stripe %s: expected a pack of 0 to %d bytes, found %d"
                            .formatted(geometry, LENGTH_MAX_BYTES, length));
        }
    }

    /** L: the length in bytes of every shard, of data and of parity; 0 for an empty pack. */
    public long shardLength() {
        int k = geometry.dataShards();
        return length / k + (length % k == 0 ? 0 : 1);
    }

    /** How many bytes of the pack data shard {@code shard} holds; the rest of it is zeros. */
    public long bytesIn(int shard) {
        StripeArguments.checkDataShard(geometry, shard);
        return Math.max(0, Math.min(shardLength(), length - shard * shardLength()));
    }

    /**
     * The pieces, in order, that together are bytes [offset, offset + length) of the pack; none for
     * an empty range.
     *
     * @throws IllegalArgumentException when the range is not inside the pack
     */
    public List<Piece> pieces(long offset, long rangeLength) {
        if (offset < 0 || rangeLength < 0 || offset > length - rangeLength) {
            throw new IllegalArgumentException(
                    "stripe %s: expected a range inside the pack of %d bytes, found %d bytes at offset %d"
                            .formatted(geometry, length, rangeLength, offset));
        }
        List<Piece> pieces = new ArrayList<>();
        long end = offset + rangeLength;
        for (long at = offset; at < end; ) {
            int shard = (int) (at / shardLength());
            long inShard = at - shard * shardLength();
            long run = Math.min(end - at, shardLength() - inShard);
            pieces.add(new Piece(shard, inShard, run));
            at += run;
        }
        return List.copyOf(pieces);
    }
}
