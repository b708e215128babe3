package io.reducto.repository;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.pack.PackFormat;
import io.reducto.repository.format.RunDraft;
import io.reducto.repository.format.StagedEpoch;
import io.reducto.repository.recipe.RecipeReader;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeException;
import io.reducto.repository.stripe.WriteCounters;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Stages what one of several writers adds in an epoch of a lineage that goes on: packs, and behind
 * them the runs of level 0. Epochs come one after the other.
 *
 * <pre>{@code
 * writer.begin(lineage, lastCheckpoint + 1);
 * writer.add(KIND_CHUNK, id, bytes, 0, length);
 * StagedEpoch staged = writer.finish(checkpoint);   // durable, not visible
 * }</pre>
 *
 * <p>Memory: that of the pack writer, and some 200 bytes for each entry of the epoch. After a
 * failure or an interrupt it is broken for ever; what it has staged is dead then. Use by one thread
 * at a time, and {@link #close} it.
 */
public final class EpochWriter implements AutoCloseable {
    private final PackWriter packs;
    private Optional<Epoch> epoch = Optional.empty();

    /** A writer into {@code packs}, which nobody else uses and which is closed with it. */
    public EpochWriter(PackWriter packs) {
        this.packs = packs;
    }

    private record Epoch(LineageId lineage, long number, EpochContent content) {}

    /**
     * Begins an epoch.
     *
     * @param number the last checkpoint id seen + 1
     */
    public void begin(LineageId lineage, long number) {
        if (epoch.isPresent()) {
            throw new IllegalStateException(
                    "epoch %d of lineage %s was not finished"
                            .formatted(epoch.get().number, epoch.get().lineage));
        }
        packs.begin(new PackWriter.Opening(lineage, number));
        epoch = Optional.of(new Epoch(lineage, number, new EpochContent()));
    }

    /** Whether an epoch has begun that is not finished. */
    public boolean isOpen() {
        return epoch.isPresent();
    }

    /**
     * Adds an entry, which is copied. What has an id of this epoch is there already and is dropped.
     * A recipe is entered in the catalogue; of two with one name the first stands.
     *
     * @param kind of {@link PackFormat}: a chunk, a page of a recipe, or a recipe
     * @param id BLAKE3-256 of the bytes, which is not computed again
     * @throws io.reducto.codec.DataException when a recipe cannot be read; nothing was added
     */
    public void add(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws StripeException, InterruptedException {
        EpochContent content = current().content;
        if (kind == PackFormat.KIND_RECIPE) {
            byte[] entry = Arrays.copyOfRange(bytes, offset, offset + length);
            content.add(id, RecipeReader.readRecipe("recipe " + id, entry));
        }
        if (!content.has(id)) {
            PackWriter.Place place = packs.add(kind, id, bytes, offset, length);
            content.add(id, new ChunkLocation(place.pack(), place.entry()));
        }
    }

    /**
     * Ends the epoch: when this returns all of it is durable. An empty epoch writes nothing.
     *
     * @param checkpoint id under which it is to be committed, the epoch's number or more
     */
    public StagedEpoch finish(long checkpoint) throws IOException, InterruptedException {
        Epoch ended = current();
        if (checkpoint < ended.number) {
            throw new IllegalArgumentException(
                    "epoch %d of lineage %s: expected a checkpoint from there on, found %d"
                            .formatted(ended.number, ended.lineage, checkpoint));
        }
        List<RunDraft> runs = ended.content.write(packs);
        epoch = Optional.empty();
        return new StagedEpoch(ended.lineage, checkpoint, runs);
    }

    /** What it has written, over all epochs. */
    public WriteCounters counters() {
        return packs.counters();
    }

    private Epoch current() {
        return epoch.orElseThrow(() -> new IllegalStateException("no epoch has begun"));
    }

    @Override
    public void close() {
        packs.close();
    }
}
