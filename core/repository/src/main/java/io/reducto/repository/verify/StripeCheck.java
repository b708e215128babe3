package io.reducto.repository.verify;

import io.reducto.codec.DataException;
import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.erasure.StripeLayout;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.stripe.ShardNames;
import io.reducto.repository.stripe.StripeReader;
import io.reducto.repository.stripe.Volume;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectStoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the shards of one stripe, parity included, with what they say of themselves and with
 * each other: whatever some of them give must be what the others hold.
 *
 * <p>Reads slices, so that memory is some 12 MiB whatever the pack, or two cells of each shard. For
 * one thread.
 */
final class StripeCheck {
    private static final int SLICES_BYTES = 8 << 20;

    private final Map<String, Volume> volumes;
    private final Tally tally;
    private final Stripe stripe;
    private final Geometry geometry;
    private final Map<Integer, ShardCheck> whole = new TreeMap<>();
    private boolean isConsistent = true;

    StripeCheck(Stripe stripe, Map<String, Volume> volumes, Tally tally) {
        this.stripe = stripe;
        this.geometry = stripe.geometry();
        this.volumes = volumes;
        this.tally = tally;
    }

    /** Reads all of it and tells what is wrong. */
    void run() {
        for (int ordinal = 0; ordinal < geometry.totalShards(); ordinal++) {
            open(ordinal);
        }
        compareSiblings();
        if (!whole.isEmpty()) {
            readSlices(whole.values().iterator().next().shard().cellBytes());
        }
        for (ShardCheck shard : List.copyOf(whole.values())) {
            try {
                shard.finish();
                tally.whole(shard.volume());
            } catch (DataException e) {
                drop(shard, e);
            }
        }
    }

    private void open(int ordinal) {
        String name = StripeReader.volumeName(stripe, ordinal).orElse("");
        Volume volume = volumes.get(name);
        if (name.isEmpty()) {
            missing(ordinal, Optional.empty(), "it was never written");
        } else if (volume == null) {
            tally.missing(name); // the volume itself is a finding
        } else {
            try {
                whole.put(ordinal, new ShardCheck(stripe, ordinal, volume));
            } catch (ObjectNotFoundException e) {
                missing(ordinal, Optional.of(name), "it is not there");
            } catch (ObjectStoreException | DataException e) {
                damaged(ordinal, name, e);
            }
        }
    }

    private void compareSiblings() {
        for (ShardCheck shard : List.copyOf(whole.values())) {
            try {
                whole.values().iterator().next().shard().checkSibling(shard.shard());
            } catch (DataException e) {
                drop(shard, e);
            }
        }
    }

    private void readSlices(int cell) {
        int length = (int) new StripeLayout(geometry, stripe.packLength()).shardLength();
        int cells = Math.max(1, SLICES_BYTES / geometry.totalShards() / cell);
        int slice = (int) Math.min((long) cells * cell, length);
        byte[][] read = new byte[geometry.totalShards()][0];
        whole.keySet().forEach(ordinal -> read[ordinal] = new byte[slice]);
        byte[][] computed = new byte[geometry.totalShards()][0];
        for (int from = 0; from < length && !whole.isEmpty(); from += slice) {
            int bytes = Math.min(slice, length - from);
            for (ShardCheck shard : List.copyOf(whole.values())) {
                try {
                    shard.read(from, read[shard.ordinal()], bytes);
                    tally.read(bytes);
                } catch (ObjectStoreException | DataException e) {
                    drop(shard, e);
                }
            }
            compare(read, computed, bytes);
        }
    }

    /** Computes the shards that those of lower ordinals determine, and compares. */
    private void compare(byte[][] read, byte[][] computed, int length) {
        if (!isConsistent) {
            return;
        }
        ErasureCode code = ErasureCode.of(geometry);
        BitSet given = new BitSet();
        BitSet wanted = new BitSet();
        for (int ordinal : whole.keySet()) {
            BitSet one = new BitSet();
            one.set(ordinal);
            (code.sources(given, one).isPresent() ? wanted : given).set(ordinal);
        }
        if (wanted.isEmpty()) {
            return;
        }
        byte[][] arrays = read.clone();
        wanted.stream()
                .forEach(
                        i -> {
                            if (computed[i].length < length) {
                                computed[i] = new byte[read[i].length];
                            }
                            arrays[i] = computed[i];
                        });
        code.reconstruct(arrays, given, wanted, 0, length);
        List<Integer> different = new ArrayList<>();
        wanted.stream()
                .filter(i -> !Arrays.equals(computed[i], 0, length, read[i], 0, length))
                .forEach(different::add);
        if (!different.isEmpty()) {
            isConsistent = false;
            tally.found(
                    new Finding(
                            Finding.Kind.STRIPE_INCONSISTENT,
                            "pack " + stripe.pack(),
                            Optional.empty(),
                            "expected shards %s as computed from %s, found others"
                                    .formatted(different, given)));
        }
    }

    private void missing(int ordinal, Optional<String> volume, String why) {
        volume.ifPresent(tally::missing);
        tally.found(
                new Finding(
                        Finding.Kind.SHARD_MISSING,
                        ShardNames.name(stripe.pack(), ordinal).toString(),
                        volume,
                        why));
    }

    private void drop(ShardCheck shard, Exception why) {
        whole.remove(shard.ordinal());
        damaged(shard.ordinal(), shard.volume(), why);
    }

    private void damaged(int ordinal, String volume, Exception why) {
        tally.damaged(volume);
        tally.found(
                new Finding(
                        Finding.Kind.SHARD_DAMAGED,
                        ShardNames.name(stripe.pack(), ordinal).toString(),
                        Optional.of(volume),
                        String.valueOf(why.getMessage())));
    }
}
