package io.reducto.repository.stripe;

import io.reducto.codec.DataException;
import io.reducto.codec.envelope.Envelope;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.ReedSolomon;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.codec.shard.Shard;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.Stripe;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a stripe that is not believed at sight: opens the metadata of shards as they are
 * needed, checks cells, and remembers what failed and why. For one thread and one call.
 */
final class DegradedStripe {
    private static final int TAIL_BYTES = 16 << 10;

    private final Stripe stripe;
    private final Map<String, Volume> volumes;
    private final Geometry geometry;
    private final @Nullable Shard[] shards;
    private final Map<Integer, Exception> failures = new TreeMap<>();

    DegradedStripe(Stripe stripe, Map<String, Volume> volumes) {
        this.stripe = stripe;
        this.volumes = volumes;
        this.geometry = stripe.geometry();
        this.shards = new @Nullable Shard[geometry.totalShards()];
    }

    /** Reads a piece of a data shard from that shard, or else computes it from others. */
    void read(StripeLayout.Piece piece, byte[] target, int at) throws StripeException {
        int from = (int) piece.offset();
        int length = (int) piece.length();
        Cells own = readCells(piece.shard(), from, length).orElse(null);
        Cells cells = own == null ? reconstruct(piece) : own;
        System.arraycopy(cells.bytes, from - cells.from, target, at, length);
    }

    /** Whole cells around a range: bytes of a payload from {@code from} on. */
    private record Cells(byte[] bytes, int from) {}

    private Cells reconstruct(StripeLayout.Piece piece) throws StripeException {
        ErasureCode code = ReedSolomon.of(geometry);
        BitSet wanted = new BitSet();
        wanted.set(piece.shard());
        Map<Integer, Cells> fetched = new HashMap<>();
        BitSet sources = sources(code, wanted, piece);
        while (!fetch(sources, piece, fetched)) {
            sources = sources(code, wanted, piece);
        }
        Cells any = fetched.values().iterator().next();
        byte[][] ranges = new byte[geometry.totalShards()][0];
        fetched.forEach((ordinal, cells) -> ranges[ordinal] = cells.bytes);
        ranges[piece.shard()] = new byte[any.bytes.length];
        code.reconstruct(ranges, sources, wanted, 0, any.bytes.length);
        return new Cells(ranges[piece.shard()], any.from);
    }

    private BitSet sources(ErasureCode code, BitSet wanted, StripeLayout.Piece piece)
            throws StripeException {
        BitSet candidates = geometry.missing(wanted);
        failures.keySet().forEach(candidates::clear);
        return code.sources(candidates, wanted).orElseThrow(() -> lost(piece));
    }

    /** False when one of the sources cannot be believed; others are then to be chosen. */
    private boolean fetch(BitSet sources, StripeLayout.Piece piece, Map<Integer, Cells> fetched) {
        for (int i = sources.nextSetBit(0); i >= 0; i = sources.nextSetBit(i + 1)) {
            if (!fetched.containsKey(i)) {
                Optional<Cells> cells = readCells(i, (int) piece.offset(), (int) piece.length());
                if (cells.isEmpty()) {
                    return false;
                }
                fetched.put(i, cells.get());
            }
        }
        return true;
    }

    /**
     * The cells around a range of a shard, checked; empty, and the reason noted, when the shard
     * cannot be believed.
     */
    private Optional<Cells> readCells(int ordinal, int from, int length) {
        if (failures.containsKey(ordinal)) {
            return Optional.empty();
        }
        try {
            Shard shard = shard(ordinal);
            int cell = shard.cellBytes();
            int start = from - from % cell;
            int end =
                    (int) Math.min((from + (long) length + cell - 1) / cell * cell, shard.length());
            byte[] bytes = new byte[end - start];
            volume(ordinal)
                    .store()
                    .read(
                            name(ordinal),
                            (long) EnvelopeFormat.HEADER_BYTES + start,
                            bytes,
                            0,
                            bytes.length);
            shard.checkCells(bytes, 0, start, bytes.length);
            return Optional.of(new Cells(bytes, start));
        } catch (ObjectStoreException | DataException | StripeException e) {
            failures.put(ordinal, e);
            return Optional.empty();
        }
    }

    private Shard shard(int ordinal) throws ObjectStoreException, StripeException {
        Shard known = shards[ordinal];
        if (known != null) {
            return known;
        }
        Volume volume = volume(ordinal);
        String what = "volume %s: %s".formatted(volume.name(), name(ordinal));
        ObjectTail tail = volume.store().readTail(name(ordinal), TAIL_BYTES);
        int needed = Shard.tailLength(what, end(tail));
        if (needed > tail.bytes().length) {
            tail = volume.store().readTail(name(ordinal), needed);
        }
        Shard shard = Shard.readTail(stripe.pack(), what, end(tail));
        checkBelongs(what, shard, ordinal);
        shards[ordinal] = shard;
        return shard;
    }

    private static Envelope.FileEnd end(ObjectTail tail) {
        return new Envelope.FileEnd(tail.bytes(), tail.objectLength());
    }

    /**
     * A shard may be whole and of another stripe: stale, swapped, or of a pack that was written
     * anew.
     */
    private void checkBelongs(String what, Shard shard, int ordinal) {
        boolean same =
                shard.ordinal() == ordinal
                        && shard.stripe().geometry().equals(geometry)
                        && shard.stripe().length() == stripe.packLength()
                        && Digest.read(shard.packRoot(), 0).equals(stripe.packRoot());
        if (!same) {
            throw new DataException.Corrupt(
                    what,
                    "shard %d of %s of a pack of %d bytes with root %s"
                            .formatted(ordinal, geometry, stripe.packLength(), stripe.packRoot()),
                    "%s, root %s".formatted(shard, HexFormat.of().formatHex(shard.packRoot())));
        }
        for (Shard sibling : shards) {
            if (sibling != null) {
                sibling.checkSibling(shard);
                return;
            }
        }
    }

    private Volume volume(int ordinal) throws StripeException {
        String name = StripeReader.volumeName(stripe, ordinal).orElse("");
        Volume volume = volumes.get(name);
        if (volume == null) {
            String why = name.isEmpty() ? "it was never written" : "no volume is called " + name;
            throw new StripeException(
                    "pack %s: shard %d: %s".formatted(stripe.pack(), ordinal, why), List.of());
        }
        return volume;
    }

    private ObjectName name(int ordinal) {
        return ShardNames.name(stripe.pack(), ordinal);
    }

    private StripeException lost(StripeLayout.Piece piece) {
        StringBuilder reasons = new StringBuilder();
        failures.forEach(
                (ordinal, e) ->
                        reasons.append("; shard %d: %s".formatted(ordinal, e.getMessage())));
        return new StripeException(
                "pack %s: %d bytes at offset %d of shard %d: expected %d of %d shards that can be believed, found %d at most%s"
                        .formatted(
                                stripe.pack(),
                                piece.length(),
                                piece.offset(),
                                piece.shard(),
                                geometry.dataShards(),
                                geometry.totalShards(),
                                geometry.totalShards() - failures.size(),
                                reasons),
                failures.values());
    }
}
