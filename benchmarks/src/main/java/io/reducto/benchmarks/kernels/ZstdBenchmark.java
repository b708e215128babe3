package io.reducto.benchmarks.kernels;

import io.reducto.codec.compress.CompressionProfile;
import io.reducto.codec.compress.ZstdCompressor;
import io.reducto.codec.compress.ZstdDecompressor;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Blocks of class files, one per call, in turn. */
@State(Scope.Thread)
public class ZstdBenchmark {
    static final int BLOCK_BYTES = 256 << 10;
    static final int BLOCKS = 16;

    /** Level of zstd. */
    @Param({"1", "3", "19"})
    public int level = 1;

    final byte[] input = Samples.classFiles(BLOCK_BYTES * BLOCKS);
    final byte[] raw = new byte[BLOCK_BYTES];
    private final byte[][] frames = new byte[BLOCKS][];
    private final byte[] frame = new byte[ZstdCompressor.bound(BLOCK_BYTES)];
    private final ZstdDecompressor decompressor = new ZstdDecompressor();
    private ZstdCompressor compressor = new ZstdCompressor(CompressionProfile.FAST);
    private int next;

    /** Made by JMH. */
    public ZstdBenchmark() {}

    /** Frames of every block. */
    @Setup
    public void setUp() {
        compressor.close();
        compressor = new ZstdCompressor(CompressionProfile.ofLevel(level));
        for (int i = 0; i < BLOCKS; i++) {
            frames[i] =
                    Arrays.copyOf(
                            frame,
                            compressor.compress(input, BLOCK_BYTES * i, BLOCK_BYTES, frame, 0));
        }
        next = 0;
    }

    /** Gives native memory back. */
    @TearDown
    public void tearDown() {
        compressor.close();
        decompressor.close();
    }

    /** Compresses the next block; its length. */
    @Benchmark
    public int compress() {
        return compressor.compress(input, BLOCK_BYTES * turn(), BLOCK_BYTES, frame, 0);
    }

    /** Decompresses the next block. */
    @Benchmark
    public byte[] decompress() {
        byte[] stored = frames[turn()];
        decompressor.decompress(
                new ZstdDecompressor.Frame("block", 0, stored, 0, stored.length), raw, BLOCK_BYTES);
        return raw;
    }

    private int turn() {
        int block = next;
        next = (next + 1) % BLOCKS;
        return block;
    }
}
