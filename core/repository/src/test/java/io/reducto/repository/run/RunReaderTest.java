package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class RunReaderTest {
    private static final RunLayout SMALL = new RunLayout(512);

    private final MemoryPages pages = new MemoryPages();

    @Test
    void theCacheIsSharedAndKeepsWhatWasUsedLast(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.INDEX, 400);
        RunSummary summary = pages.write(RunKind.INDEX, SMALL, entries);
        PageCache cache = new PageCache(4 * 512);
        RunReader run = pages.open(summary, cache);
        List<Slice> keys = List.copyOf(entries.keySet());
        run.find(keys.get(0));
        int path = run.levels() - 1;
        assertThat(path).isEqualTo(2);
        for (int i = 1; i < 400; i += 40) {
            run.find(keys.get(i));
            run.find(keys.get(0));
            assertThat(cache.bytes()).isBetween(1L, 4L * 512);
        }
        pages.forgetReads();
        run.find(keys.get(0));
        assertThat(pages.reads()).as("used again and again, so it stayed").isZero();

        RunReader other = pages.open(summary, cache);
        other.find(keys.get(0));
        assertThat(pages.reads()).as("a reader has its own pages").isEqualTo(1 + path);
    }

    @Test
    void aKeyBelowTheFirstReadsNothing(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.STRIPES, 400);
        entries.remove(Slice.of(new byte[16]));
        RunReader run = pages.open(pages.write(RunKind.STRIPES, SMALL, entries), new PageCache(0));
        pages.forgetReads();
        assertThat(run.find(Slice.of(new byte[16]))).isEmpty();
        assertThat(pages.reads()).isZero();
    }

    @Test
    void keysOfABatchMustBeInOrder(Seed seed) throws IOException {
        RunReader run =
                MemoryPages.run(RunKind.INDEX, SMALL, RandomEntries.of(seed, RunKind.INDEX, 3));
        List<Slice> keys = List.of(run.last().key(), run.first().key());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.find(keys, (ordinal, value) -> {}))
                .withMessageContaining("key 1: expected ascending keys");
    }

    @Test
    void aCursorThatFailedDoesNotSkip(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.INDEX, 400);
        RunSummary summary = pages.write(RunKind.INDEX, SMALL, entries);
        int[] left = {5};
        PageSource failing =
                (page, stripe) -> {
                    if (left[0]-- == 0) {
                        throw new IOException("gone");
                    }
                    return pages.read(page, stripe);
                };
        RunReader run =
                RunReader.open(
                        new RunRoot(RunKind.INDEX, summary.root().entry(), MemoryPages.ROOT_STRIPE),
                        failing,
                        new PageCache(0));
        RunCursor cursor = run.scan(KeyRange.ALL);
        assertThatIllegalStateException().isThrownBy(cursor::key);
        assertThatThrownBy(() -> RunProperties.entries(cursor))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThatIllegalStateException().isThrownBy(cursor::next);
        assertThatIllegalStateException().isThrownBy(cursor::key);
    }

    @Test
    void aPrefixIsARange() {
        assertThat(KeyRange.prefix(Slice.of((byte) 1, (byte) 0xff)))
                .isEqualTo(KeyRange.between(Slice.of((byte) 1, (byte) 0xff), Slice.of((byte) 2)));
        assertThat(KeyRange.prefix(Slice.of((byte) 0xff)))
                .isEqualTo(KeyRange.from(Slice.of((byte) 0xff)));
        assertThat(KeyRange.prefix(Slice.EMPTY)).isEqualTo(KeyRange.ALL);
    }
}
