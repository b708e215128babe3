package io.reducto.repository.verify;

import io.reducto.codec.DataException;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.envelope.EnvelopeWriter;
import io.reducto.codec.envelope.GrowableBytes;
import io.reducto.codec.shard.Shard;
import io.reducto.codec.shard.ShardFormat;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.stripe.ShardMetadata;
import io.reducto.repository.stripe.ShardNames;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads one shard from its first byte to its last. For one thread. */
final class ShardCheck {
    private final Volume volume;
    private final int ordinal;
    private final String what;
    private final ObjectName name;
    private final Shard shard;
    private final Blake3 digest = Blake3.hasher();

    /** Reads header and metadata. */
    ShardCheck(Stripe stripe, int ordinal, Volume volume) throws ObjectStoreException {
        this.volume = volume;
        this.ordinal = ordinal;
        this.what = ShardMetadata.what(stripe, ordinal, volume);
        this.name = ShardNames.name(stripe.pack(), ordinal);
        this.shard = ShardMetadata.read(stripe, ordinal, volume);
        checkHeader(stripe);
    }

    /** A reader of this stripe goes by the end of the file; a header of its own must agree. */
    private void checkHeader(Stripe stripe) throws ObjectStoreException {
        GrowableBytes expected = new GrowableBytes(EnvelopeFormat.HEADER_BYTES);
        EnvelopeWriter.header(
                expected, ShardFormat.FILE, stripe.pack().high(), stripe.pack().low());
        byte[] found = new byte[EnvelopeFormat.HEADER_BYTES];
        volume.store().read(name, 0, found, 0, found.length);
        if (!Arrays.equals(expected.toArray(), found)) {
            throw new DataException.Corrupt(
                    what,
                    "header " + HexFormat.of().formatHex(expected.toArray()),
                    HexFormat.of().formatHex(found));
        }
    }

    int ordinal() {
        return ordinal;
    }

    String volume() {
        return volume.name();
    }

    Shard shard() {
        return shard;
    }

    /** Reads the cells of {@code [from, from + length)} of the payload, in order. */
    void read(int from, byte[] target, int length) throws ObjectStoreException {
        volume.store().read(name, (long) EnvelopeFormat.HEADER_BYTES + from, target, 0, length);
        shard.checkCells(target, 0, from, length);
        digest.update(target, 0, length);
    }

    /** Compares the digest of all that was read. */
    void finish() {
        byte[] found = new byte[Digest.BYTES];
        digest.finish(found, 0, found.length);
        if (!Arrays.equals(found, shard.digest(ordinal))) {
            throw new DataException.Corrupt(
                    what + ": payload",
                    "digest " + HexFormat.of().formatHex(shard.digest(ordinal)),
                    HexFormat.of().formatHex(found));
        }
    }
}
