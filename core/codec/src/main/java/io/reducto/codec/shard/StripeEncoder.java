package io.reducto.codec.shard;

import io.reducto.codec.digest.Blake3;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.envelope.EnvelopeWriter;
import io.reducto.codec.envelope.GrowableBytes;
import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.codec.pack.Pack;

/**
 * Cuts a pack into the shard files of its stripe. The twin of {@link Shard}.
 *
 * <p>Needs memory for k + m shard files beside the pack: (1 + m / k) times the pack. Immutable;
 * safe for use by several threads.
 */
public final class StripeEncoder {
    private final ErasureCode code;

    /** An encoder for stripes of the geometry of {@code code}. */
    public StripeEncoder(ErasureCode code) {
        this.code = code;
    }

    /** The shard files of {@code pack} by ordinal, each a whole file in a new array. */
    public byte[][] encode(Pack pack) {
        Geometry geometry = code.geometry();
        StripeLayout stripe = new StripeLayout(geometry, pack.length());
        int length = Math.toIntExact(stripe.shardLength());
        GrowableBytes[] files = new GrowableBytes[geometry.totalShards()];
        byte[][] arrays = new byte[files.length][];
        for (int i = 0; i < files.length; i++) {
            files[i] = begin(pack, stripe);
            if (i < geometry.dataShards()) {
                copyPayload(pack, stripe, i, files[i]);
            }
            files[i].advance(length);
            arrays[i] = files[i].array();
        }
        code.encode(arrays, EnvelopeFormat.HEADER_BYTES, length);
        byte[] digests = digests(arrays, length);
        for (int i = 0; i < files.length; i++) {
            end(files[i], new Description(pack, stripe, i, digests));
            arrays[i] = files[i].array();
        }
        return arrays;
    }

    private record Description(Pack pack, StripeLayout stripe, int ordinal, byte[] digests) {
        int length() {
            return (int) stripe.shardLength();
        }
    }

    private static GrowableBytes begin(Pack pack, StripeLayout stripe) {
        int length = (int) stripe.shardLength();
        int digests = ShardFormat.DIGEST_BYTES * stripe.geometry().totalShards();
        int metadata = ShardFormat.FIXED_BYTES + digests + Integer.BYTES * cells(length);
        int frame = EnvelopeFormat.HEADER_BYTES + EnvelopeFormat.FOOTER_BYTES;
        GrowableBytes file = new GrowableBytes(Math.addExact(frame + metadata, length));
        EnvelopeWriter.header(file, ShardFormat.FILE, pack.id().high(), pack.id().low());
        return file;
    }

    private static void copyPayload(
            Pack pack, StripeLayout stripe, int ordinal, GrowableBytes file) {
        System.arraycopy(
                pack.file(),
                Math.toIntExact(Math.min(ordinal * stripe.shardLength(), pack.length())),
                file.array(),
                EnvelopeFormat.HEADER_BYTES,
                (int) stripe.bytesIn(ordinal));
    }

    private static byte[] digests(byte[][] files, int length) {
        byte[] digests = new byte[ShardFormat.DIGEST_BYTES * files.length];
        Blake3 hasher = Blake3.hasher();
        for (int i = 0; i < files.length; i++) {
            hasher.reset().update(files[i], EnvelopeFormat.HEADER_BYTES, length);
            hasher.finish(digests, ShardFormat.DIGEST_BYTES * i, ShardFormat.DIGEST_BYTES);
        }
        return digests;
    }

    private static void end(GrowableBytes file, Description shard) {
        final int metadata = file.length();
        Geometry geometry = shard.stripe.geometry();
        file.u8(ShardFormat.code(geometry));
        file.u8(ShardFormat.CELL_BITS);
        file.u16(geometry.dataShards());
        file.u16(geometry.parityShards());
        file.u16(geometry.localGroups());
        file.u16(shard.ordinal);
        file.u16(0);
        file.i64(shard.pack.length());
        file.i32(shard.length());
        file.i64(Long.reverseBytes(shard.pack.lineage().high()));
        file.i64(Long.reverseBytes(shard.pack.lineage().low()));
        file.i64(shard.pack.epoch());
        file.bytes(shard.pack.root(), 0, ShardFormat.DIGEST_BYTES);
        file.bytes(shard.digests, 0, shard.digests.length);
        int cell = 1 << ShardFormat.CELL_BITS;
        for (int at = 0; at < shard.length(); at += cell) {
            int length = Math.min(cell, shard.length() - at);
            file.i32(EnvelopeFormat.crc(file.array(), EnvelopeFormat.HEADER_BYTES + at, length));
        }
        EnvelopeWriter.footer(file, metadata);
    }

    private static int cells(int length) {
        int cell = 1 << ShardFormat.CELL_BITS;
        return (length + cell - 1) >>> ShardFormat.CELL_BITS;
    }
}
