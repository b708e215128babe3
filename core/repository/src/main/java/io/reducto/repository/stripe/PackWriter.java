package io.reducto.repository.stripe;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.pack.PackBuilder;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.format.Stripe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Fills packs with entries and writes each to its volumes as soon as it is full. What it has
 * written is durable; it becomes part of the repository when a commit names it, and is dead if none
 * ever does.
 *
 * <p>Made with an executor it fills one pack while another is written ({@code protocol} 5.2): at
 * most one is open and one in upload, and {@link #add} waits when the open one is full before the
 * other is durable. A failure of the upload is thrown by the next call. Memory: {@link
 * #memoryBytes}.
 *
 * <p>A writer that failed or was interrupted once is broken for ever. Use by one thread at a time,
 * and {@link #close} it.
 */
public final class PackWriter implements AutoCloseable {
    private static final Opening NOBODY = new Opening(new LineageId(0, 0), 0);

    private final PackBuilder[] builders;
    private final PackUpload upload;
    private final Supplier<PackId> ids;
    private final List<Stripe> written = new ArrayList<>();
    private final WriteCounters counters = new WriteCounters();
    private Opening opening;
    private PackId open = new PackId(0, 0);
    private int current;
    private boolean isOpen;
    private boolean isBroken;

    /**
     * Whose packs these are.
     *
     * @param lineage of the writer
     * @param epoch that will commit them
     */
    public record Opening(LineageId lineage, long epoch) {}

    /**
     * A writer without an open pack, which writes packs in the calling thread.
     *
     * @param ids gives a fresh random id for each pack
     */
    public PackWriter(
            StripeWriter stripes,
            Supplier<PackId> ids,
            Opening opening,
            PackLayout layout,
            CompressionProfile profile) {
        this(
                new PackUpload(stripes, Runnable::run),
                ids,
                opening,
                new PackBuilder(layout, profile));
    }

    /**
     * A writer that fills a pack while another is written; {@link #begin} says whose they are.
     *
     * @param uploads runs one upload at a time; a thread of its own, not one of those that {@code
     *     stripes} puts shards with
     * @param ids gives a fresh random id for each pack
     */
    public static PackWriter beside(
            Executor uploads,
            StripeWriter stripes,
            Supplier<PackId> ids,
            PackLayout layout,
            CompressionProfile profile) {
        return new PackWriter(
                new PackUpload(stripes, uploads),
                ids,
                NOBODY,
                new PackBuilder(layout, profile),
                new PackBuilder(layout, profile));
    }

    private PackWriter(
            PackUpload upload, Supplier<PackId> ids, Opening opening, PackBuilder... builders) {
        this.upload = upload;
        this.ids = ids;
        this.opening = opening;
        this.builders = builders;
    }

    /**
     * Bytes that a writer {@link #beside} needs at most: two packs, and the shards of one, all of
     * which may have outgrown their arrays by half.
     */
    public static long memoryBytes(PackLayout layout, Tier tier) {
        long pack = layout.targetBytes() + (long) layout.blockBytes();
        long shards = pack * tier.geometry().totalShards() / tier.geometry().dataShards();
        return 2 * (pack + pack / 2) + shards;
    }

    /**
     * Where an entry was put.
     *
     * @param pack that holds it
     * @param entry its ordinal in the pack
     */
    public record Place(PackId pack, int entry) {}

    /** Says whose packs come next, and forgets those {@link #written}; all are flushed. */
    public void begin(Opening next) {
        checkUsable();
        if (isOpen) {
            throw new IllegalStateException("pack %s of %s is open".formatted(open, opening));
        }
        opening = next;
        written.clear();
    }

    /**
     * Adds an entry, which is copied; writes the pack when it is full. Parameters as for {@link
     * PackBuilder#add}.
     */
    public Place add(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws StripeException, InterruptedException {
        checkUsable();
        if (upload.isDone()) {
            await();
        }
        PackBuilder builder = builders[current];
        if (!isOpen) {
            open = ids.get();
            builder.begin(open, opening.lineage(), opening.epoch());
            isOpen = true;
        }
        Place place = new Place(open, builder.add(kind, id, bytes, offset, length));
        counters.entry(length);
        if (builder.isFull()) {
            closePack();
        }
        return place;
    }

    /** Writes the open pack, if there is one; afterwards everything that was added is durable. */
    public void flush() throws StripeException, InterruptedException {
        checkUsable();
        if (isOpen) {
            closePack();
        }
        await();
    }

    /** Waits until every pack that is closed is durable, and thus among those {@link #written}. */
    public void await() throws StripeException, InterruptedException {
        checkUsable();
        isBroken = true;
        takeUpload();
        isBroken = false;
    }

    private void closePack() throws StripeException, InterruptedException {
        isBroken = true;
        PackBuilder builder = builders[current];
        Pack pack = builder.finish();
        isOpen = false;
        counters.closed(pack, builder.blockCount());
        takeUpload();
        upload.begin(pack);
        if (upload.isDone()) {
            takeUpload();
        }
        current = (current + 1) % builders.length;
        isBroken = false;
    }

    private void takeUpload() throws StripeException, InterruptedException {
        Optional<Stripe> durable = upload.take();
        durable.ifPresent(written::add);
        durable.ifPresent(counters::written);
    }

    /** Id of the pack that the last entry went to. */
    public PackId lastPack() {
        return open;
    }

    /** The packs that are known to be durable, in order. */
    public List<Stripe> written() {
        return List.copyOf(written);
    }

    /** What it has done so far. */
    public WriteCounters counters() {
        return counters;
    }

    private void checkUsable() {
        if (isBroken) {
            throw new IllegalStateException(
                    "pack %s or the one before could not be written: this writer is broken"
                            .formatted(open));
        }
    }

    /** Stops an upload that is under way; what it has written by then is dead. */
    @Override
    public void close() {
        upload.stop();
        for (PackBuilder builder : builders) {
            builder.close();
        }
    }
}
