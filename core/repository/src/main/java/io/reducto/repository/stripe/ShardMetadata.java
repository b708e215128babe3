package io.reducto.repository.stripe;

import io.reducto.codec.DataException;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.shard.Shard;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Stripe;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads what a shard says of itself, and finds out whether it is of the stripe that it should. */
public final class ShardMetadata {
    private static final int TAIL_BYTES = 16 << 10;
    private static final int METADATA_BYTES_MAX = 2 << 20;

    private ShardMetadata() {}

    /** Volume and name, as errors say it. */
    public static String what(Stripe stripe, int ordinal, Volume volume) {
        return "volume %s: %s".formatted(volume.name(), ShardNames.name(stripe.pack(), ordinal));
    }

    /**
     * The metadata of a shard; one request, or two of a stripe with many cells. Keeps no bytes of
     * the payload.
     *
     * @throws DataException when it cannot be believed, or is of another stripe: stale, swapped, or
     *     of a pack that was written anew
     */
    public static Shard read(Stripe stripe, int ordinal, Volume volume)
            throws ObjectStoreException {
        String what = what(stripe, ordinal, volume);
        ObjectName name = ShardNames.name(stripe.pack(), ordinal);
        ObjectTail tail = volume.store().readTail(name, TAIL_BYTES);
        int needed = Shard.tailLength(what, end(tail.bytes(), tail));
        if (needed > METADATA_BYTES_MAX) {
            throw new DataException.Corrupt(what, "metadata of 2 MiB or less", needed + " bytes");
        }
        if (needed > tail.bytes().length) {
            tail = volume.store().readTail(name, needed);
        }
        byte[] bytes = tail.bytes();
        int from = Math.max(0, bytes.length - needed);
        byte[] metadata = Arrays.copyOfRange(bytes, from, bytes.length);
        Shard shard = Shard.readTail(stripe.pack(), what, end(metadata, tail));
        checkBelongs(what, stripe, ordinal, shard);
        return shard;
    }

    private static Envelope.FileEnd end(byte[] bytes, ObjectTail tail) {
        return new Envelope.FileEnd(bytes, tail.objectLength());
    }

    private static void checkBelongs(String what, Stripe stripe, int ordinal, Shard shard) {
        boolean same =
                shard.ordinal() == ordinal
                        && shard.stripe().geometry().equals(stripe.geometry())
                        && shard.stripe().length() == stripe.packLength()
                        && Digest.read(shard.packRoot(), 0).equals(stripe.packRoot());
        if (!same) {
            throw new DataException.Corrupt(
                    what,
                    "shard %d of %s of a pack of %d bytes with root %s"
                            .formatted(
                                    ordinal,
                                    stripe.geometry(),
                                    stripe.packLength(),
                                    stripe.packRoot()),
                    "%s, root %s".formatted(shard, HexFormat.of().formatHex(shard.packRoot())));
        }
    }
}
