package io.reducto.operators.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.file.MemoryFiles;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class MergeProperties {
    private static final int HISTORIES = 12;
    private static final int STEPS = 60;
    private static final List<String> ONE_REMOTE = List.of("remote#main");

    /**
     * Whatever was told before the failure, the topic holds the lines of the unified file after it,
     * and what remotes were told is the state.
     */
    @Test
    void aFailureAndAnotherOrderChangeNothing(Seed seed) throws Exception {
        for (int i = 0; i < HISTORIES; i++) {
            List<ObservedRemoveMap> pieces =
                    new Histories(seed.random(), seed.between(2, 5)).pieces(STEPS);
            ObservedRemoveMap all = new ObservedRemoveMap();
            pieces.forEach(all::joinIn);
            Map<String, String> topic = new HashMap<>();
            ObservedRemoveMap told = run(pieces, topic, new Random(seed.random().nextLong()));
            assertThat(topic.values()).containsExactlyInAnyOrderElementsOf(unified(all));
            assertThat(told).isEqualTo(all);
        }
    }

    /** Up to a checkpoint, further, and from the checkpoint again. */
    private static ObservedRemoveMap run(
            List<ObservedRemoveMap> pieces, Map<String, String> topic, Random random)
            throws Exception {
        List<ObservedRemoveMap> order = new ArrayList<>(pieces);
        Collections.shuffle(order, random);
        int checkpoint = random.nextInt(order.size() + 1);
        int failure = checkpoint + random.nextInt(order.size() - checkpoint + 1);
        ObservedRemoveMap told = new ObservedRemoveMap();
        MergeHarness.Snapshot snapshot;
        try (MergeHarness merge = new MergeHarness(ONE_REMOTE, null)) {
            take(merge, order.subList(0, checkpoint), topic);
            told.joinIn(merge.news());
            snapshot = merge.snapshot();
            take(merge, order.subList(checkpoint, failure), topic);
        }
        List<ObservedRemoveMap> rest = new ArrayList<>(order.subList(checkpoint, order.size()));
        rest.addAll(pieces.subList(0, pieces.size() / 3)); // a source repeats itself
        Collections.shuffle(rest, random);
        try (MergeHarness merge = new MergeHarness(ONE_REMOTE, snapshot)) {
            take(merge, rest, topic);
            told.joinIn(merge.news());
        }
        return told;
    }

    @Test
    void aRemoteThatIsAddedIsToldEverything(Seed seed) throws Exception {
        List<ObservedRemoveMap> pieces = new Histories(seed.random(), 3).pieces(STEPS);
        ObservedRemoveMap all = new ObservedRemoveMap();
        pieces.forEach(all::joinIn);
        MergeHarness.Snapshot snapshot;
        try (MergeHarness merge = new MergeHarness(ONE_REMOTE, null)) {
            take(merge, pieces, new HashMap<>());
            snapshot = merge.snapshot();
        }
        try (MergeHarness merge =
                new MergeHarness(List.of("remote#main", "another#main"), snapshot)) {
            merge.take(new ObservedRemoveMap(), new HashMap<>());
            assertThat(merge.news()).isEqualTo(all);
        }
        try (MergeHarness merge = new MergeHarness(ONE_REMOTE, snapshot)) {
            merge.take(new ObservedRemoveMap(), new HashMap<>());
            assertThat(merge.news()).isEqualTo(new ObservedRemoveMap());
        }
    }

    private static void take(
            MergeHarness merge, List<ObservedRemoveMap> pieces, Map<String, String> topic)
            throws Exception {
        for (ObservedRemoveMap piece : pieces) {
            merge.take(piece, topic);
        }
    }

    private static List<String> unified(ObservedRemoveMap state) {
        byte[] file = MemoryFiles.render(state).getOrDefault(MemoryFiles.UNIFIED, new byte[0]);
        return new String(file, StandardCharsets.UTF_8).lines().toList();
    }
}
