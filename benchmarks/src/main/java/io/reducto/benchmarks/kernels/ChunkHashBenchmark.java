package io.reducto.benchmarks.kernels;

import com.sun.management.ThreadMXBean;
import io.reducto.codec.ChunkId;
import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.chunk.Chunker;
import io.reducto.codec.chunk.ChunkingPolicy;
import io.reducto.codec.digest.ChunkHasher;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The ids of the chunks of a stream, of any length, with memory for a part of it. What a call
 * allocates is counted; if there was none that allocated nothing, there is no figure.
 */
@State(Scope.Thread)
public class ChunkHashBenchmark {
    static final int MIB = 1 << 20;

    /** Bytes in memory: a stream goes through them again and again. */
    private static final int SAMPLE_BYTES = 64 * MIB;

    /** What is given to the chunker at a time. */
    private static final int PART_BYTES = MIB;

    static final int LEVEL = 2;

    /** Length of a stream. */
    @Param("1")
    public int mebibytes = 1;

    /** Average length of a chunk. */
    @Param("16384")
    public int average = 16384;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ChunkHasher hasher = ChunkHasher.plain();
    private final ChunkScan scan = new ChunkScan();
    private Chunker chunker = Chunker.of(ChunkingPolicy.OBJECTS.spec(average, LEVEL));
    private int headroom;
    private byte[] buffer = {};
    private int[] ends = {};
    private byte[] ids = {};

    /** Where the next part begins. */
    private int at;

    private long leastAllocated = Long.MAX_VALUE;

    /** Made by JMH. */
    public ChunkHashBenchmark() {}

    /** Fills the memory. */
    @Setup(Level.Trial)
    public void setUp() {
        chunker = Chunker.of(ChunkingPolicy.OBJECTS.spec(average, LEVEL));
        headroom = chunker.spec().parameters().maxBytes();
        buffer = new byte[headroom + SAMPLE_BYTES];
        System.arraycopy(Samples.random(SAMPLE_BYTES), 0, buffer, headroom, SAMPLE_BYTES);
        ends = new int[2 * PART_BYTES / chunker.spec().parameters().minBytes()];
        ids = new byte[ends.length * ChunkId.BYTES];
        at = headroom;
    }

    /** Ours; returns the number of chunks that were finished. */
    @Benchmark
    public long cutAndHash() {
        return counted(true);
    }

    /** The same without ids. */
    @Benchmark
    public long cut() {
        return counted(false);
    }

    private long counted(boolean hashes) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long chunks = stream(hashes);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        leastAllocated = Math.min(leastAllocated, allocated);
        return chunks;
    }

    private long stream(boolean hashes) {
        long chunks = 0;
        scan.reset();
        int start = at;
        for (int part = 0; part < mebibytes; part++) {
            if (at == buffer.length) {
                // The unfinished chunk goes before what comes next.
                int tail = at - start;
                start = headroom - tail;
                System.arraycopy(buffer, at - tail, buffer, start, tail);
                at = headroom;
            }
            at += PART_BYTES;
            int count = chunker.nextAll(scan, buffer, start, at, ends);
            if (hashes) {
                hasher.hashEach(buffer, start, ends, count, ids);
            }
            start = count == 0 ? start : ends[count - 1];
            chunks += count;
        }
        return chunks;
    }

    /** Fails where every call has allocated something. */
    @TearDown(Level.Trial)
    public void checkAllocation() {
        if (leastAllocated != 0) {
            throw new IllegalStateException(
                    "cutting and hashing %d MiB: expected no bytes to be allocated, found %d"
                            .formatted(mebibytes, leastAllocated));
        }
    }
}
