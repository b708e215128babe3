package io.reducto.integration.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the comparison with Loro rests on, without Loro. */
@ExtendWith(Seed.Extension.class)
class ShownTest {
    private static final int HISTORIES = 300;

    private static final Step PUT = Step.put(0, "x", "v0");
    private static final Step BOTH_KNOW = Step.of(Step.Kind.MERGE, 1, 0);

    @Test
    void aRemovalThatIsLaterHidesAConcurrentPutInTheLastWriteOnly() {
        List<Step> steps = List.of(PUT, BOTH_KNOW, Step.put(0, "x", "v1"), Step.remove(1, "x"));

        assertThat(merged(steps, Shown.LAST_WRITE)).isEmpty();
        assertThat(merged(steps, Shown.UNCONTESTED_VALUES)).isEmpty();
        assertThat(merged(steps, Shown.ALL_VALUES)).containsOnlyKeys("x");
    }

    @Test
    void aRemovalThatIsEarlierDoesNotHideAConcurrentPut() {
        List<Step> steps = List.of(PUT, BOTH_KNOW, Step.remove(0, "x"), Step.put(1, "x", "v1"));

        assertThat(merged(steps, Shown.LAST_WRITE)).containsOnlyKeys("x");
        assertThat(merged(steps, Shown.UNCONTESTED_VALUES)).isEmpty();
        assertThat(merged(steps, Shown.ALL_VALUES)).containsOnlyKeys("x");
    }

    private static SortedMap<String, SortedSet<String>> merged(List<Step> steps, Shown shown) {
        Replicas ours = ReductoReplicas.withLamportClocks(2, shown);
        steps.forEach(ours::apply);
        ours.apply(Step.of(Step.Kind.MERGE, 0, 1));
        return ours.view(0);
    }

    /**
     * Enough histories hold what is predicted, and enough keys are left to be compared for sure.
     */
    @Test
    void theHistoriesHoldRemovalsThatHideAndRemovalsThatDoNot(Seed seed) {
        int hidden = 0;
        int contestedButShown = 0;
        int concurrent = 0;
        for (History drawn : HistoryGenerator.draw(seed, HISTORIES, true)) {
            History history = drawn.withoutIdleRemovals();
            var all = replay(history, Shown.ALL_VALUES);
            var last = replay(history, Shown.LAST_WRITE);
            var uncontested = replay(history, Shown.UNCONTESTED_VALUES);
            hidden += hasMoreKeys(all, last) ? 1 : 0;
            contestedButShown += hasMoreKeys(last, uncontested) ? 1 : 0;
            concurrent += uncontested.stream().anyMatch(ShownTest::isConcurrent) ? 1 : 0;
        }
        assertThat(List.of(hidden, contestedButShown, concurrent)).allMatch(n -> n > 50);
    }

    private static List<SortedMap<String, SortedSet<String>>> replay(History history, Shown shown) {
        return Replicas.replay(
                ReductoReplicas.withLamportClocks(history.replicas(), shown), history);
    }

    private static boolean hasMoreKeys(
            List<SortedMap<String, SortedSet<String>>> views,
            List<SortedMap<String, SortedSet<String>>> than) {
        for (int i = 0; i < views.size(); i++) {
            if (!than.get(i).keySet().containsAll(views.get(i).keySet())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConcurrent(SortedMap<String, SortedSet<String>> view) {
        return view.values().stream().anyMatch(values -> values.size() > 1);
    }
}
