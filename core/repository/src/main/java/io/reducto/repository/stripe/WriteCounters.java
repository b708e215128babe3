package io.reducto.repository.stripe;

import io.reducto.codec.erasure.StripeLayout;
import io.reducto.codec.pack.Pack;
import io.reducto.repository.format.Stripe;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a {@link PackWriter} has done since it was made. Written by its thread, read by any.
 *
 * <p>{@code plainBytes / packBytes} is what compression saves, {@code shardBytes / packBytes} what
 * parity costs.
 */
public final class WriteCounters {
    private final AtomicLong packs = new AtomicLong();
    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong plainBytes = new AtomicLong();
    private final AtomicLong packBytes = new AtomicLong();
    private final AtomicLong stripes = new AtomicLong();
    private final AtomicLong shardBytes = new AtomicLong();
    private final AtomicLong degradedStripes = new AtomicLong();

    WriteCounters() {}

    /** Packs that were closed, whether they are durable by now or not. */
    public long packs() {
        return packs.get();
    }

    /** Blocks in those packs. */
    public long blocks() {
        return blocks.get();
    }

    /** Bytes of all entries that were added, before compression. */
    public long plainBytes() {
        return plainBytes.get();
    }

    /** Bytes of the files of closed packs: compressed, trailers included, before parity. */
    public long packBytes() {
        return packBytes.get();
    }

    /** Stripes that are durable. */
    public long stripes() {
        return stripes.get();
    }

    /** Bytes of the payloads of all shards of those stripes, parity included. */
    public long shardBytes() {
        return shardBytes.get();
    }

    /** Durable stripes with a shard that is missing. */
    public long degradedStripes() {
        return degradedStripes.get();
    }

    void entry(int bytes) {
        add(plainBytes, bytes);
    }

    void closed(Pack pack, int blockCount) {
        add(packs, 1);
        add(blocks, blockCount);
        add(packBytes, pack.length());
    }

    void written(Stripe stripe) {
        long shard = new StripeLayout(stripe.geometry(), stripe.packLength()).shardLength();
        add(stripes, 1);
        add(shardBytes, shard * stripe.shards().size());
        add(degradedStripes, stripe.missing().isEmpty() ? 0 : 1);
    }

    /** One thread writes: no bus needs to be locked. */
    private static void add(AtomicLong counter, long value) {
        counter.lazySet(counter.getPlain() + value);
    }
}
