package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pages whose digest holds and whose content does not: answered with a {@link DataException}, at no
 * cost. That damage is noticed by the digest is shown with real packs.
 */
@ExtendWith(Seed.Extension.class)
class RunPageTest {
    private static final int HOSTILE_PAGES = 3_000;

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsDetected(RunKind kind) throws IOException {
        byte[] page = sample(kind).root;
        for (int length = 0; length < page.length; length++) {
            byte[] part = Arrays.copyOf(page, length);
            assertThatThrownBy(() -> RunPage.read("page", kind, part))
                    .isInstanceOf(
                            length < RunFormat.HEADER_BYTES
                                    ? DataException.Truncated.class
                                    : DataException.Malformed.class);
        }
        byte[] longer = Arrays.copyOf(page, page.length + 1);
        assertThatThrownBy(() -> RunPage.read("page", kind, longer))
                .isInstanceOf(DataException.Malformed.class);
    }

    @Test
    void otherFormatsVersionsAndFlagsAreNamed() throws IOException {
        byte[] page = sample(RunKind.INDEX).root;
        assertThatThrownBy(() -> readWith(page, 0, 'X'))
                .isInstanceOf(DataException.WrongFormat.class)
                .hasMessageContaining("expected run page, found 58554e50");
        assertThatThrownBy(() -> readWith(page, RunFormat.VERSION_OFFSET, 2))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> readWith(page, RunFormat.VERSION_OFFSET, 0))
                .isInstanceOf(DataException.FormatTooOld.class);
        assertThatThrownBy(() -> readWith(page, RunFormat.FLAGS_OFFSET, 5))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("flags 0x5");
    }

    @Test
    void aBrokenHeadIsMalformed() throws IOException {
        byte[] page = sample(RunKind.INDEX).root;
        malformed(page, RunFormat.KIND_OFFSET, 2, "expected kind 1, found 2");
        malformed(page, RunFormat.LEVEL_OFFSET, 32, "expected a level below 32, found 32");
        malformed(page, RunFormat.LEVEL_OFFSET, 0, "expected value width 20, found 8");
        malformed(page, RunFormat.KEY_WIDTH_OFFSET, 16, "expected key width 32, found 16");
        malformed(page, RunFormat.ZERO_OFFSET, 1, "expected zero field 0, found 1");
        malformed(page, RunFormat.FLAGS_OFFSET, 0, "expected no root part");
        malformed(page, RunFormat.COUNT_OFFSET, 0, "1 to");
        malformed(page, RunFormat.COUNT_OFFSET + 3, 0xff, "entries, found 42");
        malformed(page, RunFormat.ROOT_BYTES_OFFSET + 3, 0xff, "counts of");
    }

    @Test
    void keysMustAscend() throws IOException {
        byte[] page = sample(RunKind.INDEX).root.clone();
        System.arraycopy(page, RunFormat.HEADER_BYTES + 32, page, RunFormat.HEADER_BYTES, 32);
        assertThatThrownBy(() -> RunPage.read("page", RunKind.INDEX, page))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("malformed at offset 64: expected ascending keys");
    }

    @ParameterizedTest
    @EnumSource
    void aFlippedBitGivesAPageOrADataException(RunKind kind) throws IOException {
        for (byte[] page : sample(kind).pages.pages().values()) {
            for (int bit = 0; bit < 8 * page.length; bit++) {
                page[bit >> 3] ^= (byte) (1 << (bit & 7));
                read(kind, page);
                page[bit >> 3] ^= (byte) (1 << (bit & 7));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostileCountsAreRejectedOrReadAndAllocateNothing(RunKind kind, Seed seed)
            throws IOException {
        byte[] sample = sample(kind).root;
        int rejected = 0;
        for (int i = 0; i < HOSTILE_PAGES; i++) {
            byte[] page = sample.clone();
            for (int c = seed.between(1, 4); c > 0; c--) {
                int at = hostileOffset(seed, page);
                LittleEndian.putI32(page, at, hostile(seed, LittleEndian.i32(page, at)));
            }
            rejected += read(kind, page) ? 0 : 1;
        }
        assertThat(rejected).isGreaterThan(HOSTILE_PAGES / 20);
    }

    /** One page of a tree is replaced by a hostile one, and everything is asked of the tree. */
    @ParameterizedTest
    @EnumSource
    void aTreeWithAHostilePageAnswersOrThrowsADataException(RunKind kind, Seed seed)
            throws IOException {
        Sample sample = sample(kind);
        int thrown = 0;
        for (int i = 0; i < HOSTILE_PAGES / 10; i++) {
            var references = sample.pages.pages().keySet().toArray(PageReference[]::new);
            PageReference victim = references[seed.between(0, references.length)];
            byte[] page = sample.pages.page(victim);
            byte[] before = page.clone();
            int at = hostileOffset(seed, page);
            LittleEndian.putI32(page, at, hostile(seed, LittleEndian.i32(page, at)));
            thrown += isAnswered(sample) ? 0 : 1;
            System.arraycopy(before, 0, page, 0, page.length);
        }
        assertThat(thrown).isPositive();
        assertThat(isAnswered(sample)).isTrue();
    }

    @Test
    void pagesThatAreNotWhatTheirParentSaysAreMalformed() throws IOException {
        Sample sample = sample(RunKind.INDEX);
        Map<PageReference, byte[]> pages = sample.pages.pages();
        PageReference first = new PageReference(0, 0);
        byte[] leaf = sample.pages.page(first);
        pages.put(first, sample.pages.page(new PageReference(0, 1)));
        assertThatThrownBy(() -> sample.open().first())
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("expected a child that begins with");
        pages.put(first, sample.root);
        assertThatThrownBy(() -> sample.open().first())
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("expected a child of level 0, found index run, page 0:0");
        pages.put(first, leaf);
        assertThat(sample.open().first().key()).isEqualTo(sample.entries.firstKey());

        assertThatThrownBy(
                        () ->
                                RunReader.open(
                                        new RunRoot(
                                                RunKind.INDEX,
                                                first.entry(),
                                                MemoryPages.ROOT_STRIPE),
                                        sample.pages,
                                        new PageCache(0)))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("expected a root page");
    }

    @Test
    void aPackThatIsNotListedIsMalformed() throws IOException {
        Sample sample = sample(RunKind.STRIPES);
        RunReader run = sample.open();
        byte[] root = sample.root;
        int count = LittleEndian.i32(root, RunFormat.COUNT_OFFSET);
        LittleEndian.putI32(root, RunFormat.HEADER_BYTES + 16 * count, run.packs().size() + 1);
        assertThatThrownBy(() -> sample.open().first())
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("expected a pack of 0 to");
    }

    private record Sample(
            MemoryPages pages, RunSummary run, byte[] root, NavigableMap<Slice, Slice> entries) {
        RunReader open() throws IOException {
            return pages.open(run, new PageCache(0));
        }
    }

    /** A tree of three levels or more in several packs. */
    private static Sample sample(RunKind kind) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(Seed.of(5), kind, 60);
        MemoryPages pages = new MemoryPages(4);
        RunSummary run = pages.write(kind, new RunLayout(256), entries);
        assertThat(run.levels()).isGreaterThan(2);
        return new Sample(pages, run, pages.page(run.root()), entries);
    }

    private static boolean isAnswered(Sample sample) throws IOException {
        try {
            RunReader run = sample.open();
            for (Slice key : sample.entries.keySet()) {
                run.find(key);
            }
            run.find(List.copyOf(sample.entries.keySet()), (ordinal, value) -> {});
            RunProperties.entries(run.scan(KeyRange.ALL));
            run.last();
            return true;
        } catch (DataException e) {
            return false;
        }
    }

    private static int hostileOffset(Seed seed, byte[] page) {
        boolean isHead = seed.random().nextBoolean();
        return isHead ? seed.between(6, 29) : seed.between(0, page.length - 3);
    }

    private static int hostile(Seed seed, int before) {
        return switch (seed.between(0, 5)) {
            case 0 -> -1;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> 0;
            case 3 -> before + seed.between(-2, 3);
            default -> seed.random().nextInt();
        };
    }

    /** Whether the page was read; everything in it is looked at then. */
    private static boolean read(RunKind kind, byte[] page) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean isRead = false;
        try {
            RunPage read = RunPage.read("page", kind, page);
            for (int i = 0; i < read.count(); i++) {
                assertThatFits(read.key(i), page);
                assertThatFits(read.value(i), page);
            }
            isRead = true;
        } catch (DataException e) {
            isRead = false;
        } catch (RuntimeException e) {
            fail("a hostile page must be answered with a DataException", e);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // On first use classes are loaded and call sites linked: about 400 KiB.
        assertThat(allocated).as("bytes allocated").isLessThan((1 << 20) + 16L * page.length);
        return isRead;
    }

    private static void assertThatFits(Slice slice, byte[] page) {
        if (slice.length() < 0 || slice.offset() < 0 || slice.end() > page.length) {
            throw new AssertionError("a slice beyond its page: " + slice.offset());
        }
    }

    private static void malformed(byte[] page, int at, int value, String reason) {
        assertThatThrownBy(() -> readWith(page, at, value))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining(reason);
    }

    private static void readWith(byte[] page, int at, int value) {
        byte[] changed = page.clone();
        changed[at] = (byte) value;
        RunPage.read("page", RunKind.INDEX, changed);
    }
}
