package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run answers as a sorted map does, whatever its size and that of its pages. */
@ExtendWith(Seed.Extension.class)
class RunProperties {
    private static final int ROUNDS = 40;

    @ParameterizedTest
    @EnumSource
    void aRunIsASortedMap(RunKind kind, Seed seed) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            int count = 1 + seed.between(0, 1 << seed.between(1, 12));
            NavigableMap<Slice, Slice> model = RandomEntries.of(seed, kind, count);
            RunLayout layout = new RunLayout(64 << seed.between(0, 6));
            MemoryPages pages = new MemoryPages(seed.between(1, 9));
            RunSummary summary = pages.write(kind, layout, model);
            RunReader run = pages.open(summary, new PageCache(seed.between(0, 20_000)));

            String what = seed + ": " + kind + ", " + count + " entries, " + layout;
            assertThat(summary.entries()).as(what).isEqualTo(count).isEqualTo(run.entries());
            assertThat(summary.levels()).as(what).isEqualTo(run.levels());
            assertThat(summary.first()).as(what).isEqualTo(model.firstKey());
            assertThat(summary.last()).as(what).isEqualTo(model.lastKey());
            assertThat(run.first()).as(what).isEqualTo(entry(model.firstEntry()));
            assertThat(run.last()).as(what).isEqualTo(entry(model.lastEntry()));
            checkFind(what, pages, run, new Sample(model, someKeys(seed, kind, model)));
            checkBatch(what, pages, run, new Sample(model, someKeys(seed, kind, model)));
            checkScan(what, run, new Sample(model, someKeys(seed, kind, model)));
        }
    }

    private void checkFind(String what, MemoryPages pages, RunReader run, Sample sample)
            throws IOException {
        for (Slice key : sample.keys()) {
            pages.forgetReads();
            assertThat(run.find(key))
                    .as(what)
                    .isEqualTo(Optional.ofNullable(sample.all().get(key)));
            assertThat(pages.reads()).as(what).isLessThan(run.levels());
        }
    }

    private void checkBatch(String what, MemoryPages pages, RunReader run, Sample sample)
            throws IOException {
        List<Slice> keys = sample.keys();
        keys.sort(null);
        Map<Integer, Slice> found = new LinkedHashMap<>();
        pages.forgetReads();
        run.find(keys, found::put);
        assertThat(pages.readsOfOnePageMax()).as(what).isLessThanOrEqualTo(1);
        Map<Integer, Slice> expected = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (sample.all().containsKey(keys.get(i))) {
                expected.put(i, sample.all().get(keys.get(i)));
            }
        }
        assertThat(found).as(what).isEqualTo(expected);
    }

    private void checkScan(String what, RunReader run, Sample sample) throws IOException {
        assertThat(entries(run.scan(KeyRange.ALL))).as(what).isEqualTo(entries(sample.all()));
        List<Slice> keys = sample.keys();
        for (int i = 0; i + 1 < keys.size(); i += 2) {
            Slice from = keys.get(i);
            Slice to = keys.get(i + 1);
            assertThat(entries(run.scan(KeyRange.from(from))))
                    .as(what)
                    .isEqualTo(entries(sample.all().tailMap(from, true)));
            if (from.compareTo(to) <= 0) {
                assertThat(entries(run.scan(KeyRange.between(from, to))))
                        .as(what)
                        .isEqualTo(entries(sample.all().subMap(from, true, to, false)));
            }
        }
    }

    /** A model and keys to ask for, of which about half are in it. */
    private record Sample(NavigableMap<Slice, Slice> all, List<Slice> keys) {}

    private static List<Slice> someKeys(Seed seed, RunKind kind, NavigableMap<Slice, Slice> all) {
        List<Slice> keys = new ArrayList<>();
        List<Slice> present = List.copyOf(all.keySet());
        for (int i = 0; i < 12; i++) {
            keys.add(RandomEntries.key(seed, kind));
            keys.add(present.get(seed.between(0, present.size())));
        }
        return keys;
    }

    static List<RunEntry> entries(RunCursor cursor) throws IOException {
        List<RunEntry> entries = new ArrayList<>();
        while (cursor.next()) {
            entries.add(new RunEntry(cursor.key(), cursor.value()));
        }
        assertThat(cursor.next()).isFalse();
        return entries;
    }

    static List<RunEntry> entries(NavigableMap<Slice, Slice> map) {
        return map.entrySet().stream().map(RunProperties::entry).toList();
    }

    private static RunEntry entry(Map.Entry<Slice, Slice> entry) {
        return new RunEntry(entry.getKey(), entry.getValue());
    }
}
