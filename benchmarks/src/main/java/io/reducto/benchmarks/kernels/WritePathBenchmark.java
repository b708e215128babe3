package io.reducto.benchmarks.kernels;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.digest.Blake3;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.codec.pack.Pack;
import io.reducto.codec.pack.PackBuilder;
import io.reducto.codec.pack.PackFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.StripeWriter;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@link WritePath} as a whole, and its stages alone on the same bytes. */
@State(Scope.Thread)
public class WritePathBenchmark {
    static final int INPUT_BYTES = 32 << 20;

    private static final int PERCENT = 100;
    private static final ChunkLocation SOMEWHERE = new ChunkLocation(new PackId(0, 0), 0);

    /** Of a hundred chunks so many are in the index already. */
    @Param({"0", "90"})
    public int known;

    final byte[] input = Samples.classFiles(INPUT_BYTES);
    final MemoryTier tier = new MemoryTier();
    private final WritePath path = new WritePath(tier.packs());
    private final StripeWriter stripes = tier.stripes();
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final Chunker chunker = Chunker.of(ChunkingSpec.DEFAULT);
    private final ChunkScan scan = new ChunkScan();
    private final int[] ends = new int[INPUT_BYTES / ChunkingSpec.DEFAULT.parameters().minBytes()];
    private final byte[] ids = new byte[ChunkId.BYTES * ends.length];
    private final PackBuilder builder =
            new PackBuilder(PackLayout.DEFAULT, CompressionProfile.BALANCED);
    private final List<Integer> added = new ArrayList<>();
    private final List<Pack> finished = new ArrayList<>();
    private Set<ChunkId> index = Set.of();
    private int count;

    /** Made by JMH. */
    public WritePathBenchmark() {}

    /** What each stage begins with. */
    @Setup
    public void setUp() {
        cut();
        if (count == 0 || ends[count - 1] < INPUT_BYTES) {
            ends[count] = INPUT_BYTES;
            count++;
        }
        chunkIds();
        Map<ChunkId, ChunkLocation> seen = new HashMap<>();
        for (int i = 0; i < count * known / PERCENT; i++) {
            // Spread over the object: chunk 10·j + 9 is one of the few new ones.
            int ordinal = i * PERCENT / known;
            seen.put(ChunkId.read(ids, ChunkId.BYTES * ordinal), SOMEWHERE);
        }
        index = Set.copyOf(seen.keySet());
        for (int i = 0; i < count; i++) {
            if (seen.put(ChunkId.read(ids, ChunkId.BYTES * i), SOMEWHERE) == null) {
                added.add(i);
            }
        }
        pack(true);
    }

    /** Gives native memory back. */
    @TearDown
    public void tearDown() {
        path.close();
        builder.close();
    }

    /** The whole path. */
    @Benchmark
    public Recipe whole() throws IOException, ObjectStoreException, InterruptedException {
        tier.clear();
        return path.store(input, freshIndex());
    }

    /** Stage 1. */
    @Benchmark
    public int cut() {
        count = chunker.nextAll(scan.reset(), input, 0, input.length, ends);
        return count;
    }

    /** Stage 2. */
    @Benchmark
    public byte[] chunkIds() {
        hasher.hashEach(input, 0, ends, count, ids);
        return ids;
    }

    /** Stage 3. */
    @Benchmark
    public byte[] objectDigest() {
        return Blake3.hash(input, 0, input.length);
    }

    /** Stage 4. */
    @Benchmark
    public int lookUp() {
        Map<ChunkId, ChunkLocation> fresh = freshIndex();
        for (int i = 0; i < count; i++) {
            ChunkId id = ChunkId.read(ids, ChunkId.BYTES * i);
            if (!fresh.containsKey(id)) {
                fresh.put(id, SOMEWHERE);
            }
        }
        return fresh.size();
    }

    /** Stage 5, of the new chunks. */
    @Benchmark
    public long pack() {
        return pack(false);
    }

    /** Stage 6, of the new chunks. */
    @Benchmark
    public int stripe() throws IOException, ObjectStoreException, InterruptedException {
        tier.clear();
        for (Pack pack : finished) {
            stripes.write(pack);
        }
        return finished.size();
    }

    private Map<ChunkId, ChunkLocation> freshIndex() {
        Map<ChunkId, ChunkLocation> fresh = new HashMap<>();
        for (ChunkId id : index) {
            fresh.put(id, SOMEWHERE);
        }
        return fresh;
    }

    private long pack(boolean isKept) {
        long bytes = 0;
        boolean isOpen = false;
        for (int ordinal : added) {
            if (!isOpen) {
                builder.begin(
                        new PackId(bytes, 1),
                        MemoryTier.OPENING.lineage(),
                        MemoryTier.OPENING.epoch());
                isOpen = true;
            }
            int from = ordinal == 0 ? 0 : ends[ordinal - 1];
            ChunkId id = ChunkId.read(ids, ChunkId.BYTES * ordinal);
            builder.add(PackFormat.KIND_CHUNK, id, input, from, ends[ordinal] - from);
            if (builder.isFull()) {
                bytes += finish(isKept);
                isOpen = false;
            }
        }
        return isOpen ? bytes + finish(isKept) : bytes;
    }

    private int finish(boolean isKept) {
        Pack pack = builder.finish();
        if (isKept) {
            finished.add(
                    new Pack(
                            pack.id(),
                            pack.lineage(),
                            pack.epoch(),
                            pack.root(),
                            pack.entryCount(),
                            pack.trailerBytes(),
                            Arrays.copyOf(pack.file(), pack.length()),
                            pack.length()));
        }
        return pack.length();
    }
}
