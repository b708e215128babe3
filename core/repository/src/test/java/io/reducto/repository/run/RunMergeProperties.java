package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.LittleEndian;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Epochs add runs, merges replace them: at every moment the runs answer as one sorted map. */
@ExtendWith(Seed.Extension.class)
class RunMergeProperties {
    private static final int HISTORIES = 12;
    private static final RunLayout SMALL = new RunLayout(512);

    @Test
    void anyHistoryOfEpochsAndMergesIsOneMap(Seed seed) throws IOException {
        for (int i = 0; i < HISTORIES; i++) {
            int fanOut = seed.between(2, 5);
            RunLevels policy =
                    new RunLevels(fanOut, fanOut + seed.between(0, 5), seed.between(0, 300));
            History history = new History(seed, policy);
            for (int epoch = 1; epoch <= 60; epoch++) {
                history.epoch(epoch);
                history.mergeInline();
                if (seed.between(0, 6) == 0) {
                    history.maintain();
                    history.checkNumberOfRuns();
                }
                history.check();
            }
        }
    }

    @Test
    void aMergeReadsEveryPageOnceAndKeepsNoneOfThem(Seed seed) throws IOException {
        List<MemoryPages> inputs = new ArrayList<>();
        List<StampedRun> runs = new ArrayList<>();
        PageCache none = new PageCache(0);
        for (int i = 0; i < 9; i++) {
            MemoryPages pages = new MemoryPages();
            NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.INDEX, 500);
            RunSummary run = pages.write(RunKind.INDEX, SMALL, entries);
            inputs.add(pages);
            runs.add(StampedRun.of(pages.open(run, none)));
        }
        MemoryPages output = new MemoryPages();
        RunSummary merged = RunMerge.merge(runs, new RunWriter(RunKind.INDEX, output, SMALL));
        assertThat(merged.entries()).isEqualTo(9 * 500);
        assertThat(none.bytes()).isZero();
        assertThat(inputs)
                .allSatisfy(
                        pages -> {
                            assertThat(pages.readsOfOnePageMax()).isEqualTo(1);
                            assertThat(pages.reads()).isEqualTo(pages.pages().size());
                        });
    }

    @Test
    void mergingTheSameRunsGivesTheSameBytes(Seed seed) throws IOException {
        History history = new History(seed, new RunLevels(8, 8, 0));
        for (int epoch = 1; epoch <= 7; epoch++) {
            history.epoch(epoch);
        }
        List<List<byte[]>> outputs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            MemoryPages output = new MemoryPages();
            RunMerge.merge(history.stamped(), new RunWriter(RunKind.STRIPES, output, SMALL));
            outputs.add(new ArrayList<>(output.pages().values()));
        }
        assertThat(outputs.get(0)).usingRecursiveComparison().isEqualTo(outputs.get(1));
    }

    /** A run as a commit record lists it. */
    private record Listed(RunReader run, int level, long entries, long commit) {
        StampedRun stamped() {
            return level == 0
                    ? new StampedRun(run, StripeCatalogue.stamp(commit))
                    : StampedRun.of(run);
        }
    }

    /** The runs of a repository, newest first, and the map that they should be. */
    private static final class History {
        private final Seed seed;
        private final RunLevels policy;
        private final NavigableMap<Slice, Slice> model = new TreeMap<>();
        private List<Listed> runs = new ArrayList<>();
        private int runsOfLevelZero;
        private long added;
        private long written;

        History(Seed seed, RunLevels policy) {
            this.seed = seed;
            this.policy = policy;
        }

        /** One or more runs of level 0 with one commit number; old keys may come again. */
        void epoch(long commit) throws IOException {
            for (int writer = seed.between(1, 4); writer > 0; writer--) {
                NavigableMap<Slice, Slice> entries = new TreeMap<>();
                for (int i = seed.between(1, 60); i > 0; i--) {
                    byte[] key = new byte[16];
                    LittleEndian.putI32(key, 0, seed.between(0, 500));
                    byte[] value = seed.bytes(seed.between(8, 30));
                    LittleEndian.putI64(value, 0, 0);
                    entries.put(Slice.of(key), Slice.of(value));
                }
                RunReader run = MemoryPages.run(RunKind.STRIPES, SMALL, entries);
                runs.add(0, new Listed(run, 0, entries.size(), commit));
                entries.forEach((key, value) -> model.put(key, stamped(value, commit)));
                added += entries.size();
                runsOfLevelZero++;
            }
        }

        void mergeInline() throws IOException {
            Optional<RunLevels.Merge> due = policy.nextInline(levels());
            while (due.isPresent()) {
                assertThat(due.get().entries()).isLessThanOrEqualTo(policy.inlineEntriesMax());
                merge(due.get());
                due = policy.nextInline(levels());
            }
        }

        void maintain() throws IOException {
            Optional<RunLevels.Merge> due = policy.next(levels());
            while (due.isPresent()) {
                merge(due.get());
                due = policy.next(levels());
            }
        }

        private void merge(RunLevels.Merge due) throws IOException {
            assertThat(due.to() - due.from()).isBetween(policy.fanOut(), policy.runsMax());
            MemoryPages pages = new MemoryPages();
            RunSummary summary =
                    RunMerge.merge(
                            stamped().subList(due.from(), due.to()),
                            new RunWriter(RunKind.STRIPES, pages, SMALL));
            assertThat(summary.entries()).isLessThanOrEqualTo(due.entries());
            written += summary.entries();
            RunReader run = pages.open(summary, new PageCache(0));
            runs = due.apply(runs, new Listed(run, due.level(), summary.entries(), due.commit()));
        }

        void checkNumberOfRuns() {
            double logarithm = Math.log(runsOfLevelZero) / Math.log(policy.fanOut());
            int levels = 1 + (int) (logarithm + 1e-9);
            assertThat(runs.size())
                    .as("%s: runs left of %d", seed, runsOfLevelZero)
                    .isLessThanOrEqualTo((policy.fanOut() - 1) * levels);
            assertThat(written)
                    .as("%s: entries written by merges, of %d", seed, added)
                    .isLessThanOrEqualTo(added * (levels - 1));
        }

        void check() throws IOException {
            RunSet set = new RunSet(RunKind.STRIPES, stamped());
            assertThat(RunProperties.entries(set.scan(KeyRange.ALL)))
                    .as("%s", seed)
                    .isEqualTo(RunProperties.entries(model));
            List<Slice> keys = new ArrayList<>();
            for (int i = 0; i < 500; i += 7) {
                byte[] key = new byte[16];
                LittleEndian.putI32(key, 0, i);
                keys.add(Slice.of(key));
                assertThat(set.find(Slice.of(key)))
                        .isEqualTo(Optional.ofNullable(model.get(Slice.of(key))));
            }
            keys.sort(null);
            Map<Integer, Slice> found = new LinkedHashMap<>();
            set.find(keys, (i, value) -> assertThat(found.put(i, value)).isNull());
            for (int i = 0; i < keys.size(); i++) {
                assertThat(Optional.ofNullable(found.get(i)))
                        .isEqualTo(Optional.ofNullable(model.get(keys.get(i))));
            }
        }

        List<StampedRun> stamped() {
            return runs.stream().map(Listed::stamped).toList();
        }

        private List<RunLevels.Run> levels() {
            return runs.stream()
                    .map(run -> new RunLevels.Run(run.level, run.entries, run.commit))
                    .toList();
        }

        private static Slice stamped(Slice value, long commit) {
            byte[] stamped = value.toBytes();
            LittleEndian.putI64(stamped, 0, commit);
            return Slice.of(stamped);
        }
    }
}
