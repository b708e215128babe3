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
import java.util.function.Supplier;

/**
 * Fills packs with entries and writes each to its volumes as soon as it is full. What it has
 * written is durable; it becomes part of the repository when a commit names it, and is dead if none
 * ever does.
 *
 * <p>A writer that failed once is broken for ever. Use by one thread at a time, and {@link #close}
 * it.
 */
public final class PackWriter implements AutoCloseable {
    private final PackBuilder builder;
    private final StripeWriter stripes;
    private final Supplier<PackId> ids;
    private final Opening opening;
    private final List<Stripe> written = new ArrayList<>();
    private PackId open = new PackId(0, 0);
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
     * A writer without an open pack.
     *
     * @param ids gives a fresh random id for each pack
     */
    public PackWriter(
            StripeWriter stripes,
            Supplier<PackId> ids,
            Opening opening,
            PackLayout layout,
            CompressionProfile profile) {
        this.stripes = stripes;
        this.ids = ids;
        this.opening = opening;
        this.builder = new PackBuilder(layout, profile);
    }

    /**
     * Where an entry was put.
     *
     * @param pack that holds it
     * @param entry its ordinal in the pack
     */
    public record Place(PackId pack, int entry) {}

    /**
     * Adds an entry, which is copied; writes the pack when it is full. Parameters as for {@link
     * PackBuilder#add}.
     */
    public Place add(int kind, ChunkId id, byte[] bytes, int offset, int length)
            throws StripeException, InterruptedException {
        checkUsable();
        if (!isOpen) {
            open = ids.get();
            builder.begin(open, opening.lineage(), opening.epoch());
            isOpen = true;
        }
        Place place = new Place(open, builder.add(kind, id, bytes, offset, length));
        if (builder.isFull()) {
            flush();
        }
        return place;
    }

    /** Writes the open pack, if there is one; afterwards everything that was added is durable. */
    public void flush() throws StripeException, InterruptedException {
        checkUsable();
        if (!isOpen) {
            return;
        }
        isBroken = true;
        Pack pack = builder.finish();
        written.add(stripes.write(pack));
        isOpen = false;
        isBroken = false;
    }

    /** Id of the pack that the last entry went to. */
    public PackId lastPack() {
        return open;
    }

    /** The packs that have been written, in order. */
    public List<Stripe> written() {
        return List.copyOf(written);
    }

    private void checkUsable() {
        if (isBroken) {
            throw new IllegalStateException(
                    "pack %s could not be written: this writer is broken".formatted(open));
        }
    }

    @Override
    public void close() {
        builder.close();
    }
}
