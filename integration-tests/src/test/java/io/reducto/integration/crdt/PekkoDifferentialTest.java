package io.reducto.integration.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our map beside the one of Apache Pekko; {@code -Dreducto.histories=10000} for more of them. */
@ExtendWith(Seed.Extension.class)
class PekkoDifferentialTest {
    static final int HISTORIES = Integer.getInteger("reducto.histories", 300);

    @Test
    void showsTheKeysThatPekkoShows(Seed seed) {
        for (History history : HistoryGenerator.draw(seed, HISTORIES, true)) {
            var ours = ReductoReplicas.replay(history);
            var theirs = Replicas.replay(new PekkoReplicas(history.replicas()), history);
            for (int i = 0; i < ours.size(); i++) {
                assertThat(ours.get(i).keySet())
                        .as("after the last step of %s", history.until(i).json())
                        .isEqualTo(theirs.get(i).keySet());
            }
        }
    }

    /** What makes the comparison worth it stands in enough of the histories. */
    @Test
    void theHistoriesHoldRemovalsAndConcurrentValues(Seed seed) {
        List<History> histories = HistoryGenerator.draw(seed, 300, true);
        long concurrent = 0;
        long removed = 0;
        for (History history : histories) {
            var views = ReductoReplicas.replay(history);
            boolean isConcurrent =
                    views.stream().anyMatch(v -> v.values().stream().anyMatch(s -> s.size() > 1));
            concurrent += isConcurrent ? 1 : 0;
            removed += hasRemoval(history, views.size()) ? 1 : 0;
        }
        assertThat(concurrent).isGreaterThan(100);
        assertThat(removed).isGreaterThan(100);
    }

    private static boolean hasRemoval(History history, int steps) {
        return history.steps().subList(0, steps).stream()
                .anyMatch(step -> step.kind() == Step.Kind.REMOVE);
    }
}
