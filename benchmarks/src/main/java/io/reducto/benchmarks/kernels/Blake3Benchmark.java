package io.reducto.benchmarks.kernels;

import io.reducto.codec.digest.Blake3;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One long input. */
@State(Scope.Thread)
public class Blake3Benchmark {
    /** Length in bytes of the input. */
    public static final int INPUT_BYTES = 1 << 20;

    private final byte[] input = new byte[INPUT_BYTES];

    /** Made for JMH. */
    public Blake3Benchmark() {}

    /** The input. */
    @Setup
    public void setUp() {
        new SplittableRandom(1).nextBytes(input);
    }

    /** Our digest. */
    @Benchmark
    public byte[] reducto() {
        return Blake3.hash(input, 0, input.length);
    }
}
