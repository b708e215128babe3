package io.reducto.repository.stripe;

import io.reducto.codec.PackId;
import io.reducto.codec.erasure.ErasureCode;
import io.reducto.codec.erasure.Geometry;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.shard.ShardFormat;
import io.reducto.codec.shard.StripeEncoder;
import io.reducto.repository.format.Digest;
import io.reducto.repository.format.ShardPlacement;
import io.reducto.repository.format.Stripe;
import io.reducto.tier.ObjectStoreException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Puts packs on the volumes of a tier. The twin of {@link StripeReader}.
 *
 * <p>A pack is durable when it survives one loss more, with k + 1 shards on distinct volumes (k
 * without parity, and more with local groups); what is missing beyond is listed in the placement
 * and left to repair. A volume that fails is replaced by a spare one where the tier has more
 * volumes than a stripe has shards. Two shards of a stripe never share a volume, and nothing is
 * retried here: that is the store's decorator.
 *
 * <p>Needs memory for all shards of a stripe beside the pack. Safe for use by several threads.
 */
public final class StripeWriter {
    private final Tier tier;
    private final StripeEncoder encoder;
    private final ExecutorService executor;

    /**
     * A writer for {@code tier}.
     *
     * @param executor runs the puts of a stripe side by side; its bound is the bound of requests
     *     under way
     */
    public StripeWriter(Tier tier, ExecutorService executor) {
        this.tier = tier;
        this.encoder = new StripeEncoder(ErasureCode.of(tier.geometry()));
        this.executor = executor;
    }

    /**
     * Writes a pack; when this returns it is durable.
     *
     * @throws StripeException when fewer shards than durability needs could be put; those that were
     *     stay behind, dead
     */
    public Stripe write(Pack pack) throws StripeException, InterruptedException {
        byte[][] shards = encoder.encode(pack);
        Attempt attempt = new Attempt(pack.id(), shards.length, tier);
        while (attempt.assignSpares()) {
            putAll(attempt, shards);
        }
        int written = shards.length - attempt.missing().size();
        if (written < Tier.durableShards(tier.geometry())) {
            throw notDurable(pack.id(), written, attempt);
        }
        return new Stripe(
                pack.id(),
                tier.name(),
                ShardFormat.code(tier.geometry()),
                tier.geometry(),
                pack.length(),
                pack.trailerBytes(),
                Digest.read(pack.root(), 0),
                attempt.shards());
    }

    private void putAll(Attempt attempt, byte[][] shards) throws InterruptedException {
        List<Callable<Void>> puts = new ArrayList<>();
        for (Assignment assignment : attempt.open()) {
            puts.add(
                    () -> {
                        assignment.put(attempt.pack, shards[assignment.ordinal]);
                        return null;
                    });
        }
        List<Future<Void>> done = executor.invokeAll(puts);
        List<Assignment> open = attempt.open();
        for (int i = 0; i < done.size(); i++) {
            try {
                done.get(i).get();
                attempt.succeeded(open.get(i));
            } catch (ExecutionException e) {
                attempt.failed(open.get(i), e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private StripeException notDurable(PackId pack, int written, Attempt attempt) {
        Geometry geometry = tier.geometry();
        return new StripeException(
                "pack %s: tier %s, geometry %s: expected %d shards or more on volumes of their own, could write %d; failed: %s; see to these volumes and try again"
                        .formatted(
                                pack,
                                tier.name(),
                                geometry,
                                Tier.durableShards(geometry),
                                written,
                                attempt.failedVolumes),
                attempt.failures);
    }

    private record Assignment(int ordinal, Volume volume) {
        void put(PackId pack, byte[] shard) throws ObjectStoreException {
            volume.store().putIfAbsent(ShardNames.name(pack, ordinal), ByteBuffer.wrap(shard));
        }
    }

    /** Which volume takes which shard; one thread. */
    private static final class Attempt {
        private static final String NOWHERE = "";

        private final PackId pack;
        private final Deque<Volume> spares;
        private final String[] placed;
        private final List<String> failedVolumes = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();
        private List<Assignment> open = List.of();

        Attempt(PackId pack, int shards, Tier tier) {
            this.pack = pack;
            this.spares = new ArrayDeque<>(PlacementPolicy.order(pack, tier.volumes()));
            this.placed = new String[shards];
            Arrays.fill(placed, NOWHERE);
        }

        /**
         * Gives shards without a volume one that has not been tried; false when there is none to
         * give.
         */
        boolean assignSpares() {
            List<Assignment> assignments = new ArrayList<>();
            for (int ordinal : missing()) {
                Volume spare = spares.poll();
                if (spare != null) {
                    assignments.add(new Assignment(ordinal, spare));
                }
            }
            open = List.copyOf(assignments);
            return !open.isEmpty();
        }

        List<Assignment> open() {
            return open;
        }

        void succeeded(Assignment assignment) {
            placed[assignment.ordinal] = assignment.volume.name();
        }

        void failed(Assignment assignment, Throwable failure) {
            failedVolumes.add(assignment.volume.name());
            failures.add(failure);
        }

        List<Integer> missing() {
            List<Integer> missing = new ArrayList<>();
            for (int i = 0; i < placed.length; i++) {
                if (placed[i].equals(NOWHERE)) {
                    missing.add(i);
                }
            }
            return missing;
        }

        List<ShardPlacement> shards() {
            List<ShardPlacement> shards = new ArrayList<>();
            for (int i = 0; i < placed.length; i++) {
                if (!placed[i].equals(NOWHERE)) {
                    shards.add(new ShardPlacement(i, placed[i]));
                }
            }
            return shards;
        }
    }
}
