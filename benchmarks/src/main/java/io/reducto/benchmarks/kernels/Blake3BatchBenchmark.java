package io.reducto.benchmarks.kernels;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Many inputs of 8 to 32 KiB: the ids of a segment's chunks. */
@State(Scope.Thread)
public class Blake3BatchBenchmark {
    static final int INPUT_BYTES = 1 << 20;
    private static final int CHUNK_BYTES_MIN = 8 << 10;
    private static final int CHUNK_BYTES_MAX = 32 << 10;

    final byte[] input = Samples.random(INPUT_BYTES);
    final int[] ends = ends();
    private final byte[] ids = new byte[ChunkId.BYTES * ends.length];
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final MessageDigest sha256 = Blake3Benchmark.sha256Digest();

    /** Made by JMH. */
    public Blake3BatchBenchmark() {}

    private static int[] ends() {
        int[] ends = new int[INPUT_BYTES / CHUNK_BYTES_MIN];
        SplittableRandom random = new SplittableRandom(1);
        int count = 0;
        int at = 0;
        while (at < INPUT_BYTES) {
            at += random.nextInt(CHUNK_BYTES_MIN, CHUNK_BYTES_MAX + 1);
            ends[count] = Math.min(at, INPUT_BYTES);
            count++;
        }
        return Arrays.copyOf(ends, count);
    }

    /** Ours. */
    @Benchmark
    public byte[] reducto() {
        hasher.hashEach(input, 0, ends, ends.length, ids);
        return ids;
    }

    /** That of Apache Commons Codec. */
    @Benchmark
    public byte[] commonsCodec() {
        int from = 0;
        for (int i = 0; i < ends.length; i++) {
            org.apache.commons.codec.digest.Blake3.initHash()
                    .update(input, from, ends[i] - from)
                    .doFinalize(ids, ChunkId.BYTES * i, ChunkId.BYTES);
            from = ends[i];
        }
        return ids;
    }

    /** Another digest, which processors have instructions for. */
    @Benchmark
    public byte[] sha256() throws DigestException {
        int from = 0;
        for (int i = 0; i < ends.length; i++) {
            sha256.update(input, from, ends[i] - from);
            sha256.digest(ids, ChunkId.BYTES * i, ChunkId.BYTES);
            from = ends[i];
        }
        return ids;
    }
}
