package io.reducto.repository.stripe;

import io.reducto.codec.DataException;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.codec.shard.Shard;
import io.reducto.repository.format.Stripe;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A stripe that is not believed at sight: opens the metadata of shards as they are needed, checks
 * cells, and remembers what failed and why.
 *
 * <p>A shard whose volume or metadata failed is left alone from then on, unless there is nothing
 * else to read from: then everything is forgotten and asked once more. A cell that is wrong counts
 * against its shard for one piece only. Safe for use by several threads.
 */
final class DegradedStripe {
    private final Stripe stripe;
    private final Map<String, Volume> volumes;
    private final ParallelReads reads;
    private final Geometry geometry;
    private final Map<Integer, Shard> shards = new ConcurrentHashMap<>();
    private final Map<Integer, Exception> failing = new ConcurrentHashMap<>();

    DegradedStripe(Stripe stripe, Map<String, Volume> volumes, ParallelReads reads) {
        this.stripe = stripe;
        this.volumes = volumes;
        this.reads = reads;
        this.geometry = stripe.geometry();
    }

    Stripe stripe() {
        return stripe;
    }

    /** Whether a shard is left alone. */
    boolean isFailing(int ordinal) {
        return failing.containsKey(ordinal);
    }

    /** Reads a piece of a data shard from that shard, or else computes it from others. */
    void read(StripeLayout.Piece piece, byte[] target, int at) throws StripeException {
        Attempt attempt = new Attempt(piece, new TreeMap<>(failing));
        try {
            attempt.read(target, at);
        } catch (StripeException e) {
            if (attempt.isFirst) {
                throw e;
            }
            failing.clear();
            shards.clear();
            new Attempt(piece, new TreeMap<>()).read(target, at);
        }
    }

    /** Whole cells around a range: bytes of a payload from {@code from} on. */
    private record Cells(byte[] bytes, int from) {}

    /** One reading of one piece; for one thread. */
    private final class Attempt {
        private final StripeLayout.Piece piece;
        private final Map<Integer, Exception> failures;
        private final boolean isFirst;

        Attempt(StripeLayout.Piece piece, Map<Integer, Exception> failures) {
            this.piece = piece;
            this.failures = failures;
            this.isFirst = failures.isEmpty();
        }

        void read(byte[] target, int at) throws StripeException {
            Map<Integer, Cells> fetched = new HashMap<>();
            BitSet own = new BitSet();
            own.set(piece.shard());
            Cells cells =
                    fetch(own, fetched)
                            ? Objects.requireNonNull(fetched.get(piece.shard()))
                            : reconstruct();
            int from = (int) piece.offset();
            System.arraycopy(cells.bytes, from - cells.from, target, at, (int) piece.length());
        }

        private Cells reconstruct() throws StripeException {
            ErasureCode code = ErasureCode.of(geometry);
            BitSet wanted = new BitSet();
            wanted.set(piece.shard());
            Map<Integer, Cells> fetched = new HashMap<>();
            BitSet sources = sources(code, wanted);
            while (!fetch(sources, fetched)) {
                sources = sources(code, wanted);
            }
            Cells any = fetched.values().iterator().next();
            byte[][] ranges = new byte[geometry.totalShards()][0];
            fetched.forEach((ordinal, cells) -> ranges[ordinal] = cells.bytes);
            ranges[piece.shard()] = new byte[any.bytes.length];
            code.reconstruct(ranges, sources, wanted, 0, any.bytes.length);
            return new Cells(ranges[piece.shard()], any.from);
        }

        private BitSet sources(ErasureCode code, BitSet wanted) throws StripeException {
            BitSet candidates = geometry.missing(wanted);
            failures.keySet().forEach(candidates::clear);
            return code.sources(candidates, wanted).orElseThrow(() -> lost(piece, failures));
        }

        /** False when one of the sources cannot be believed; others are then to be chosen. */
        private boolean fetch(BitSet sources, Map<Integer, Cells> fetched) {
            int[] open =
                    sources.stream()
                            .filter(i -> !fetched.containsKey(i) && !failures.containsKey(i))
                            .toArray();
            @Nullable Cells[] cells = new @Nullable Cells[open.length];
            Exception[] reasons = new Exception[open.length];
            reads.forEach(
                    open.length,
                    i -> {
                        try {
                            cells[i] = readCells(open[i], piece);
                        } catch (ObjectStoreException | DataException | StripeException e) {
                            reasons[i] = e;
                        }
                    });
            for (int i = 0; i < open.length; i++) {
                Cells found = cells[i];
                if (found == null) {
                    failures.put(open[i], reasons[i]);
                } else {
                    fetched.put(open[i], found);
                }
            }
            return sources.stream().allMatch(fetched::containsKey);
        }
    }

    /** The cells around a range of a shard, checked. */
    private Cells readCells(int ordinal, StripeLayout.Piece piece)
            throws ObjectStoreException, StripeException {
        Shard shard;
        byte[] bytes;
        int start;
        try {
            shard = shard(ordinal);
            int cell = shard.cellBytes();
            int from = (int) piece.offset();
            start = from - from % cell;
            long end = (from + piece.length() + cell - 1) / cell * cell;
            bytes = new byte[(int) Math.min(end, shard.length()) - start];
            volume(ordinal)
                    .store()
                    .read(
                            name(ordinal),
                            (long) EnvelopeFormat.HEADER_BYTES + start,
                            bytes,
                            0,
                            bytes.length);
        } catch (ObjectStoreException | DataException | StripeException e) {
            failing.put(ordinal, e);
            throw e;
        }
        shard.checkCells(bytes, 0, start, bytes.length);
        return new Cells(bytes, start);
    }

    private Shard shard(int ordinal) throws ObjectStoreException, StripeException {
        Shard known = shards.get(ordinal);
        if (known != null) {
            return known;
        }
        Shard shard = ShardMetadata.read(stripe, ordinal, volume(ordinal));
        synchronized (shards) {
            shards.values().stream().findFirst().ifPresent(other -> other.checkSibling(shard));
            shards.put(ordinal, shard);
        }
        return shard;
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

    private StripeException lost(StripeLayout.Piece piece, Map<Integer, Exception> failures) {
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
