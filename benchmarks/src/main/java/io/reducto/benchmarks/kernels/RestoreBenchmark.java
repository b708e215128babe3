package io.reducto.benchmarks.kernels;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.BlockDecoder;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.Locator;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.PackRange;
import io.reducto.repository.stripe.PackReader;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An object out of memory: shards, blocks, and every digest on the way. As a whole, and its stages
 * alone on the same bytes.
 */
@State(Scope.Thread)
public class RestoreBenchmark {
    static final int INPUT_BYTES = 32 << 20;

    /** So many data shards are lost, and computed from the others. */
    @Param({"0", "2"})
    public int lost;

    final byte[] input = Samples.classFiles(INPUT_BYTES);
    private final MemoryTier tier = new MemoryTier();
    private final Map<ChunkId, ChunkLocation> index = new HashMap<>();
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final BlockDecoder decoder = new BlockDecoder(hasher);
    private final byte[] block = new byte[PackFormat.BLOCK_RAW_BYTES_MAX];
    private final int[] ends = new int[INPUT_BYTES / ChunkingSpec.DEFAULT.parameters().minBytes()];
    private final byte[] ids = new byte[ChunkId.BYTES * ends.length];
    private final List<StoredPack> storedPacks = new ArrayList<>();
    private List<Stripe> stripes = List.of();
    private int count;
    private List<String> lostVolumes = List.of();
    private Optional<Recipe> recipe = Optional.empty();

    /** Made by JMH. */
    public RestoreBenchmark() {}

    /** Stores the object. */
    @Setup
    public void setUp() throws IOException, InterruptedException {
        PackWriter packs = tier.packs();
        try (WritePath path = new WritePath(packs)) {
            recipe = Optional.of(path.store(input, index));
            stripes = packs.written();
        }
        lostVolumes =
                IntStream.range(0, lost)
                        .mapToObj(i -> StripeReader.volumeName(stripes.get(0), i).orElseThrow())
                        .toList();
        StripeReader whole = tier.readerWithout(List.of());
        try (PackReader reader = new PackReader(whole, hasher)) {
            for (Stripe stripe : stripes) {
                StoredPack pack =
                        new StoredPack(
                                stripe,
                                reader.trailer(stripe),
                                new byte[Math.toIntExact(stripe.packLength())]);
                whole.read(stripe, new PackRange(0, pack.bytes.length), pack.bytes, 0);
                storedPacks.add(pack);
            }
        }
        count =
                Chunker.of(ChunkingSpec.DEFAULT)
                        .nextAll(new ChunkScan(), input, 0, INPUT_BYTES, ends);
        if (count == 0 || ends[count - 1] < INPUT_BYTES) {
            ends[count] = INPUT_BYTES;
            count++;
        }
    }

    /** Gives native memory back. */
    @TearDown
    public void tearDown() {
        decoder.close();
    }

    /** The whole object; its length. */
    @Benchmark
    public long restore() throws IOException {
        restore(OutputStream.nullOutputStream());
        return INPUT_BYTES;
    }

    /** Stage 1: every block out of the shards that are left. */
    @Benchmark
    public byte[] shards() throws IOException {
        StripeReader reader = tier.readerWithout(lostVolumes);
        for (StoredPack pack : storedPacks) {
            for (int i = 0; i < pack.trailer.blockCount(); i++) {
                PackTrailer.Block stored = pack.trailer.block(i);
                PackRange range = new PackRange(stored.storedOffset(), stored.storedLength());
                reader.read(pack.stripe, range, block, 0);
            }
        }
        return block;
    }

    /** Stage 2. */
    @Benchmark
    public byte[] decompress() {
        for (StoredPack pack : storedPacks) {
            for (int i = 0; i < pack.trailer.blockCount(); i++) {
                int at = Math.toIntExact(pack.trailer.block(i).storedOffset());
                decoder.decode(pack.trailer, i, pack.bytes, at, block);
            }
        }
        return block;
    }

    /** Stage 3. */
    @Benchmark
    public byte[] chunkIds() {
        hasher.hashEach(input, 0, ends, count, ids);
        return ids;
    }

    /** Stage 4. */
    @Benchmark
    public byte[] objectDigest() {
        return Blake3.hash(input, 0, input.length);
    }

    byte[] rootBytes() {
        return recipe.orElseThrow().root().toBytes();
    }

    boolean isStored(ChunkId id) {
        return index.containsKey(id);
    }

    void restore(OutputStream out) throws IOException {
        try (ChunkReader chunks =
                new ChunkReader(
                        new MapLocator(index, stripes),
                        tier.readerWithout(lostVolumes),
                        ChunkHasher.plain())) {
            new ObjectRestore(chunks).restore(recipe.orElseThrow(), out);
        }
    }

    private record StoredPack(Stripe stripe, PackTrailer trailer, byte[] bytes) {}

    private record MapLocator(Map<ChunkId, ChunkLocation> index, List<Stripe> stripes)
            implements Locator {
        @Override
        public Optional<ChunkLocation> find(ChunkId id) {
            return Optional.ofNullable(index.get(id));
        }

        @Override
        public Optional<Stripe> find(PackId pack) {
            return stripes.stream().filter(stripe -> stripe.pack().equals(pack)).findFirst();
        }
    }
}
