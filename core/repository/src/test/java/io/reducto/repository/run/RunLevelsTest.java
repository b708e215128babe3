package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class RunLevelsTest {
    private static final RunLevels POLICY = new RunLevels(8, 64, 1000);

    @Test
    void sevenRunsAreLeftAlone() {
        assertThat(POLICY.next(runs(0, 7, 10))).isEmpty();
        assertThat(POLICY.next(List.of())).isEmpty();
    }

    @Test
    void theOldestRunsOfAStreakAreMerged() {
        List<RunLevels.Run> runs = new ArrayList<>(runs(0, 70, 10));
        runs.addAll(Collections.nCopies(3, new RunLevels.Run(1, 100, 0)));
        assertThat(POLICY.next(runs)).contains(new RunLevels.Merge(6, 70, 1, 640, 64));
        assertThat(POLICY.next(runs).orElseThrow().apply(runs, new RunLevels.Run(1, 640, 64)))
                .hasSize(6 + 1 + 3)
                .element(6)
                .isEqualTo(new RunLevels.Run(1, 640, 64));
    }

    @Test
    void aCommitterMergesWhatIsSmall() {
        assertThat(POLICY.nextInline(runs(0, 8, 125)))
                .contains(new RunLevels.Merge(0, 8, 1, 1000, 8));
        assertThat(POLICY.nextInline(runs(0, 8, 126))).isEmpty();
        assertThat(POLICY.next(runs(0, 8, 126))).contains(new RunLevels.Merge(0, 8, 1, 1008, 8));
        assertThat(POLICY.nextInline(runs(0, 20, 100)))
                .as("as many as it may")
                .contains(new RunLevels.Merge(10, 20, 1, 1000, 10));
    }

    @Test
    void whatIsTooLargeDoesNotHideSmallMergesOfOtherLevels() {
        List<RunLevels.Run> runs = new ArrayList<>(runs(0, 8, 500));
        runs.addAll(Collections.nCopies(8, new RunLevels.Run(1, 10, 0)));
        assertThat(POLICY.nextInline(runs)).contains(new RunLevels.Merge(8, 16, 2, 80, 0));
    }

    @Test
    void runsOfAnotherLevelBetweenThemEndAStreak() {
        List<RunLevels.Run> runs = new ArrayList<>(runs(0, 7, 1));
        runs.add(new RunLevels.Run(1, 1, 0));
        runs.addAll(Collections.nCopies(7, new RunLevels.Run(0, 1, 0)));
        assertThat(POLICY.next(runs)).isEmpty();
    }

    @Test
    void disorderIsRefused() {
        List<RunLevels.Run> runs = new ArrayList<>(runs(0, 7, 1));
        Collections.reverse(runs);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.next(runs))
                .withMessageContaining("run 1: expected the newest first");
        assertThatIllegalArgumentException().isThrownBy(() -> new RunLevels(1, 8, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunLevels(8, 7, 0));
    }

    /** A year of commits by the second would be 31 million; this shows the law on 100,000. */
    @Test
    void theNumberOfRunsIsLogarithmicAndEachEntryIsWrittenOncePerLevel(Seed seed) {
        List<RunLevels.Run> runs = new ArrayList<>();
        long added = 0;
        long written = 0;
        for (int commit = 1; commit <= 100_000; commit++) {
            long entries = seed.between(1, 10_000);
            added += entries;
            runs.add(0, new RunLevels.Run(0, entries, commit));
            Optional<RunLevels.Merge> due = RunLevels.DEFAULT.next(runs);
            while (due.isPresent()) {
                RunLevels.Merge merge = due.get();
                written += merge.entries();
                runs =
                        merge.apply(
                                runs,
                                new RunLevels.Run(merge.level(), merge.entries(), merge.commit()));
                due = RunLevels.DEFAULT.next(runs);
            }
            double levels = 1 + Math.floor(Math.log(commit) / Math.log(8) + 1e-9);
            assertThat((double) runs.size()).isLessThanOrEqualTo(7 * levels);
        }
        assertThat(written).isLessThanOrEqualTo(5 * added);
        assertThat(runs.stream().mapToLong(RunLevels.Run::entries).sum()).isEqualTo(added);
    }

    /** Runs of one level, newest first, of commits {@code count} down to 1. */
    private static List<RunLevels.Run> runs(int level, int count, long entries) {
        List<RunLevels.Run> runs = new ArrayList<>();
        for (int commit = count; commit > 0; commit--) {
            runs.add(new RunLevels.Run(level, entries, commit));
        }
        return runs;
    }
}
