package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merges of three to five clones in which something goes wrong two times out of three: processes
 * that end at any step, disks that are full, files that cannot be written, remotes that refuse, do
 * not answer or have answered; two clocks off by a day. {@code -Dreducto.memory.merges=10000} is
 * the campaign of {@code docs/memory-campaigns.md}.
 */
@ExtendWith(Seed.Extension.class)
class FaultCampaignTest {
    private static final int MERGES = Integer.getInteger("reducto.memory.merges", 20);

    /** As many of them may need a second retry. */
    private static final int MERGES_OF_ONE_UNHEALED = 10_000;

    /** None has more; a campaign that is no longer has one memory, of the seed that it is given. */
    private static final int MERGES_OF_ONE_MEMORY = 100;

    /** Memories at the same time, which have nothing to do with each other. */
    private static final int THREADS =
            MERGES > MERGES_OF_ONE_MEMORY ? Runtime.getRuntime().availableProcessors() : 1;

    /** A long campaign says so often where it is. */
    private static final int MERGES_OF_ONE_LINE = 500;

    @TempDir Path folder;
    private int memories;

    /** Each waits for thousands of processes, which begin sooner without a helper between. */
    @BeforeAll
    static void beginProcessesQuickly() {
        boolean isKnown = Runtime.version().feature() <= 21;
        if (isKnown && System.getProperty("os.name").equals("Linux")) {
            System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
        }
    }

    @Test
    void aRetryHealsAndNothingIsLost(Seed seed) throws Exception {
        FaultCounts counts = new FaultCounts();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Deque<Future<FaultCounts>> running = new ArrayDeque<>();
        try {
            while (counts.merges < MERGES) {
                while (running.size() < THREADS) {
                    Path memory = Files.createDirectory(folder.resolve("memory-" + memories++));
                    Seed own = THREADS == 1 ? seed : Seed.of(seed.random().nextLong());
                    running.add(threads.submit(() -> run(memory, own)));
                }
                int before = counts.merges;
                counts.add(running.remove().get());
                if (counts.merges / MERGES_OF_ONE_LINE > before / MERGES_OF_ONE_LINE) {
                    System.out.println(counts);
                }
            }
            for (Future<FaultCounts> memory : running) {
                counts.add(memory.get());
            }
        } finally {
            threads.shutdown();
        }
        System.out.println(counts + "; " + seed);
        assertThat(counts.losses).as("lost").isEmpty();
        assertThat(counts.duplicates).as("written twice").isZero();
        assertThat(counts.unhealed)
                .as("not healed by one retry")
                .hasSizeLessThanOrEqualTo(MERGES / MERGES_OF_ONE_UNHEALED);
        assertThat(counts.faults()).as("faults").isGreaterThan(counts.merges / 4);
    }

    private static FaultCounts run(Path memory, Seed seed) throws Exception {
        FaultCounts counts = new FaultCounts();
        new FaultyMemory(memory, seed, counts).run(MERGES);
        if (!counts.losses.isEmpty()) {
            System.out.printf(
                    "memory faults: %s with %s -Dreducto.memory.merges=%d%n",
                    counts.losses, seed, MERGES_OF_ONE_MEMORY);
        }
        FaultyMemory.delete(memory);
        return counts;
    }
}
