package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An index of a million chunks: what a look-up reads, and what a reader keeps. */
class LargeIndexTest {
    private static final int CHUNKS = 1_000_000;
    private static final long CACHE_BYTES = 4 << 20;

    private static final MemoryPages PAGES = new MemoryPages(400);
    private static ChunkId[] chunks = new ChunkId[0];
    private static List<RunSummary> runs = List.of();

    @BeforeAll
    static void write() throws IOException {
        Seed seed = Seed.of(11);
        byte[] id = new byte[ChunkId.BYTES];
        chunks = new ChunkId[CHUNKS];
        for (int i = 0; i < CHUNKS; i++) {
            seed.random().nextBytes(id);
            chunks[i] = ChunkId.read(id, 0);
        }
        Arrays.sort(chunks);
        RunWriter writer = new RunWriter(RunKind.INDEX, PAGES);
        for (int i = 0; i < CHUNKS; i++) {
            LocationIndex.add(writer, chunks[i], location(i));
        }
        runs = List.of(writer.finish());
    }

    @Test
    void twoLevelsHoldAMillionChunks() {
        assertThat(runs.get(0).levels()).isEqualTo(2);
        assertThat(runs.get(0).entries()).isEqualTo(CHUNKS);
        assertThat(PAGES.pages().values()).allMatch(page -> page.length <= 64 << 10);
        long bytes = PAGES.pages().values().stream().mapToLong(page -> page.length).sum();
        assertThat(bytes).isLessThan(53L * CHUNKS);
    }

    @Test
    void aLookUpReadsAtMostOnePagePerLevelAndTheCacheIsBounded() throws IOException {
        PageCache cache = new PageCache(CACHE_BYTES);
        RunReader run = PAGES.open(runs.get(0), cache);
        LocationIndex index = new LocationIndex(List.of(StampedRun.of(run)));
        Seed seed = Seed.of(12);
        int hits = 0;
        for (int i = 0; i < 20_000; i++) {
            int chunk = seed.between(0, CHUNKS);
            PAGES.forgetReads();
            assertThat(index.find(chunks[chunk])).contains(location(chunk));
            assertThat(PAGES.reads()).isLessThan(run.levels());
            hits += PAGES.reads() == 0 ? 1 : 0;
            assertThat(cache.bytes()).isLessThanOrEqualTo(CACHE_BYTES);
        }
        assertThat(hits).as("look-ups that the cache answered").isPositive();
    }

    @Test
    void neighboursComeFromTheCache() throws IOException {
        RunReader run = PAGES.open(runs.get(0), new PageCache(CACHE_BYTES));
        PAGES.forgetReads();
        for (int i = 500_000; i < 500_100; i++) {
            assertThat(run.find(Slice.of(chunks[i].toBytes()))).isPresent();
        }
        assertThat(PAGES.reads()).isLessThanOrEqualTo(2);
    }

    @Test
    void manyChunksAtOnceReadEachPageOnceWithoutACache() throws IOException {
        RunReader run = PAGES.open(runs.get(0), new PageCache(0));
        LocationIndex index = new LocationIndex(List.of(StampedRun.of(run)));
        List<ChunkId> asked = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i += 10) {
            asked.add(chunks[i]);
        }
        PAGES.forgetReads();
        int[] found = new int[1];
        index.find(
                asked,
                (chunk, location) -> {
                    assertThat(chunk).isEqualTo(chunks[location.entry()]);
                    found[0]++;
                });
        assertThat(found[0]).isEqualTo(asked.size());
        assertThat(PAGES.readsOfOnePageMax()).isEqualTo(1);
    }

    @Test
    void aScanIsLazyAndReadsEachPageOnce() throws IOException {
        RunReader run = PAGES.open(runs.get(0), new PageCache(0));
        PAGES.forgetReads();
        RunCursor cursor = run.scan(KeyRange.from(Slice.of(chunks[777_777].toBytes())));
        assertThat(PAGES.reads()).isZero();
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.key()).isEqualTo(Slice.of(chunks[777_777].toBytes()));
        assertThat(PAGES.reads()).isEqualTo(1);
        int left = 1;
        while (cursor.next()) {
            left++;
        }
        assertThat(left).isEqualTo(CHUNKS - 777_777);
        assertThat(PAGES.readsOfOnePageMax()).isEqualTo(1);
    }

    private static ChunkLocation location(int chunk) {
        return new ChunkLocation(new PackId(chunk >>> 10, 7), chunk);
    }
}
