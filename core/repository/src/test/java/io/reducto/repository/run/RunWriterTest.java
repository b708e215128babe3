package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LittleEndian;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class RunWriterTest {
    private final MemoryPages pages = new MemoryPages();
    private final Slice value = Slice.of(new byte[96]);

    @Test
    void disorderAndDuplicatesAreRefused() throws IOException {
        for (String second : List.of("b", "a", "ab")) {
            RunWriter writer = new RunWriter(RunKind.CATALOGUE, pages);
            writer.add(key("b"), value);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.add(key(second), value))
                    .withMessageContaining("catalogue run: entry 1: expected a key above 62")
                    .withMessageContaining("found 6");
            assertThatIllegalStateException().isThrownBy(writer::finish);
        }
    }

    @Test
    void lengthsAreChecked() {
        RunWriter index = new RunWriter(RunKind.INDEX, pages);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.add(Slice.of(new byte[31]), Slice.of(new byte[20])))
                .withMessageContaining("a key of 32 bytes, found 31");
        RunWriter catalogue = new RunWriter(RunKind.CATALOGUE, pages);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue.add(Slice.EMPTY, value))
                .withMessageContaining("a key of up to 8192 bytes, found 0");
        RunWriter stripes = new RunWriter(RunKind.STRIPES, pages);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stripes.add(Slice.of(new byte[16]), Slice.of(new byte[16_385])))
                .withMessageContaining("a value of up to 16384 bytes, found 16385");
    }

    @Test
    void anEmptyRunIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new RunWriter(RunKind.INDEX, pages).finish())
                .withMessageContaining("found none");
    }

    @Test
    void theLongestEntriesStillMakeATree() throws IOException {
        NavigableMap<Slice, Slice> entries = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            byte[] key = new byte[RunFormat.KEY_BYTES_MAX];
            LittleEndian.putI32(key, key.length - 4, Integer.reverseBytes(i));
            entries.put(Slice.of(key), value);
        }
        RunSummary run = pages.write(RunKind.CATALOGUE, RunLayout.DEFAULT, entries);
        assertThat(run.levels()).isEqualTo(3);
        assertThat(pages.pages().values()).allMatch(page -> page.length <= 64 << 10);
        assertThat(pages.open(run, new PageCache(0)).last().key()).isEqualTo(entries.lastKey());
    }

    @Test
    void theSameInputGivesTheSameBytes(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.STRIPES, 3000);
        MemoryPages again = new MemoryPages();
        RunLayout layout = new RunLayout(512);
        assertThat(again.write(RunKind.STRIPES, layout, entries))
                .isEqualTo(pages.write(RunKind.STRIPES, layout, entries));
        assertThat(new ArrayList<>(again.pages().values()))
                .usingRecursiveComparison()
                .isEqualTo(new ArrayList<>(pages.pages().values()));
    }

    @Test
    void aWriterThatFailedOnceRefusesToGoOn(Seed seed) throws IOException {
        PageSink full = new FullSink();
        RunWriter writer = new RunWriter(RunKind.INDEX, full, new RunLayout(64));
        List<RunEntry> entries = RunProperties.entries(RandomEntries.of(seed, RunKind.INDEX, 3));
        writer.add(entries.get(0).key(), entries.get(0).value());
        assertThatThrownBy(() -> writer.add(entries.get(1).key(), entries.get(1).value()))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.add(entries.get(2).key(), entries.get(2).value()))
                .withMessageContaining("has failed");
    }

    @Test
    void aSinkThatPutsTheRootElsewhereIsRefused() throws IOException {
        RunWriter writer = new RunWriter(RunKind.CATALOGUE, new LyingSink());
        writer.add(key("a"), value);
        assertThatIllegalStateException()
                .isThrownBy(writer::finish)
                .withMessageContaining("listed 0 packs and put the root into pack 3");
    }

    private static final class FullSink implements PageSink {
        @Override
        public PageReference add(byte[] page, int length) throws IOException {
            throw new IOException("full");
        }

        @Override
        public List<byte[]> packs() {
            return List.of();
        }
    }

    private static final class LyingSink implements PageSink {
        @Override
        public PageReference add(byte[] page, int length) {
            return new PageReference(3, 0);
        }

        @Override
        public List<byte[]> packs() {
            return List.of();
        }
    }

    private static Slice key(String text) {
        return Slice.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
