package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merges of three to five clones in which something goes wrong two times out of three: processes
 * that end at any step, disks that are full, files that cannot be written, remotes that refuse, do
 * not answer or have answered; two clocks off by a day. {@code -Dreducto.memory.merges=10000} is
 * the campaign of {@code docs/format/memory.md}.
 */
@ExtendWith(Seed.Extension.class)
class FaultCampaignTest {
    private static final int MERGES = Integer.getInteger("reducto.memory.merges", 20);

    /** As many of them may need a second retry. */
    private static final int MERGES_OF_ONE_UNHEALED = 10_000;

    @TempDir Path folder;

    @Test
    void aRetryHealsAndNothingIsLost(Seed seed) throws Exception {
        FaultCounts counts = new FaultCounts();
        while (counts.merges < MERGES) {
            Path memory = Files.createDirectory(folder.resolve("memory-" + counts.memories));
            new FaultyMemory(memory, seed, counts).run(MERGES);
            FaultyMemory.delete(memory);
        }
        System.out.println(counts + "; " + seed);
        assertThat(counts.losses).as("lost").isEmpty();
        assertThat(counts.duplicates).as("written twice").isZero();
        assertThat(counts.unhealed)
                .as("not healed by one retry")
                .hasSizeLessThanOrEqualTo(MERGES / MERGES_OF_ONE_UNHEALED);
        assertThat(counts.faults()).as("faults").isGreaterThan(counts.merges / 4);
    }
}
