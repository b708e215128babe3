package io.reducto.codec.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.reducto.codec.ChunkId;
import io.reducto.codec.FreshJvm;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.testkit.Seed;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * Cutting and hashing allocate nothing, once they are compiled: vectors are objects until then. The
 * first of many rounds without an allocation is enough; what else a JVM does in others, such as
 * compiling again, does not count.
 */
class AllocationTest {
    private static final int ROUNDS_MAX = 10_000;

    @Test
    void cuttingAllocatesNothing() throws Exception {
        assertThat(FreshJvm.least(Rounds.class, "cut")).isZero();
    }

    @Test
    void cuttingAndHashingAllocateNothing() throws Exception {
        assertThat(FreshJvm.least(Rounds.class, "cut and hash")).isZero();
    }

    /** Prints how many bytes the most frugal round has allocated. */
    static final class Rounds {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final byte[] data = Seed.of(7).bytes(1 << 20);
        private final Chunker chunker = Chunker.of(ChunkingSpec.DEFAULT);
        private final ChunkHasher hasher = ChunkHasher.plain();
        private final ChunkScan scan = new ChunkScan();
        private final int[] ends = new int[data.length / 8192];
        private final byte[] ids = new byte[ends.length * ChunkId.BYTES];

        private Rounds() {}

        public static void main(String[] arguments) {
            Rounds rounds = new Rounds();
            System.out.println(
                    rounds.least(arguments[0].equals("cut") ? rounds::cut : rounds::cutAndHash));
        }

        private void cut() {
            chunker.nextAll(scan.reset(), data, 0, data.length, ends);
        }

        private void cutAndHash() {
            int count = chunker.nextAll(scan.reset(), data, 0, data.length, ends);
            hasher.hashEach(data, 0, ends, count, ids);
        }

        /** Ends with a round that allocates nothing. */
        private long least(Runnable round) {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS_MAX && least > 0; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                round.run();
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            return least;
        }
    }
}
