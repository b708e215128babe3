package io.reducto.benchmarks.kernels;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.repository.format.Stripe;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.restore.ChunkReader;
import io.reducto.repository.restore.Locator;
import io.reducto.repository.restore.ObjectRestore;
import io.reducto.repository.run.ChunkLocation;
import io.reducto.repository.stripe.PackWriter;
import io.reducto.repository.stripe.StripeReader;
import java.io.IOException;
import java.io.OutputStream;
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

/** An object out of memory: shards, blocks, and every digest on the way. */
@State(Scope.Thread)
public class RestoreBenchmark {
    static final int INPUT_BYTES = 32 << 20;

    /** So many data shards are lost, and computed from the others. */
    @Param({"0", "2"})
    public int lost;

    final byte[] input = Samples.classFiles(INPUT_BYTES);
    private final MemoryTier tier = new MemoryTier();
    private final Map<ChunkId, ChunkLocation> index = new HashMap<>();
    private List<Stripe> stripes = List.of();
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
    }

    /** The whole object; its length. */
    @Benchmark
    public long restore() throws IOException {
        restore(OutputStream.nullOutputStream());
        return INPUT_BYTES;
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
