package io.reducto.benchmarks.kernels;

import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingSpec;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The cut points of a stream. */
@State(Scope.Thread)
public class FastCdcBenchmark {
    static final ChunkingSpec SPEC = ChunkingSpec.DEFAULT;
    static final int INPUT_BYTES = 64 << 20;

    final byte[] input = Samples.random(INPUT_BYTES);
    private final Chunker chunker = Chunker.of(SPEC);
    private final ChunkScan scan = new ChunkScan();
    private final int[] cuts = new int[INPUT_BYTES / SPEC.parameters().minBytes()];

    /** Made by JMH. */
    public FastCdcBenchmark() {}

    /** Ours. */
    @Benchmark
    public int reducto() {
        return chunker.nextAll(scan.reset(), input, 0, input.length, cuts);
    }

    /** The cuts, which others must find as well. */
    static int[] cuts(ChunkingSpec spec, byte[] input) {
        int[] cuts = new int[input.length / spec.parameters().minBytes()];
        int count = Chunker.of(spec).nextAll(new ChunkScan(), input, 0, input.length, cuts);
        return Arrays.copyOf(cuts, count);
    }
}
