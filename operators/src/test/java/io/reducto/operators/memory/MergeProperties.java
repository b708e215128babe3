package io.reducto.operators.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
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
    private static final int HISTORIES = Integer.getInteger("reducto.memory.histories", 12);
    private static final int STEPS = 60;
    private static final ReplicaId MACHINE = new ReplicaId("machine");
    private static final ReplicaId ANOTHER = new ReplicaId("another");
    private static final ReplicaId THIRD = new ReplicaId("third");
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

    /**
     * A content that was told before the failure, and that no other order would have shown, goes
     * off the topic; also where its write is history already when it comes again.
     */
    @Test
    void whatOnlyTheFirstOrderShowedIsTakenBack() throws Exception {
        ObservedRemoveMap machine = new ObservedRemoveMap();
        HybridClock clock = new HybridClock(() -> 1_000);
        ObservedRemoveMap first = machine.put(clock, MACHINE, "default/a", entry("first"));
        ObservedRemoveMap second = machine.put(clock, MACHINE, "default/a", entry("second"));
        machine.acknowledge(MACHINE);
        ObservedRemoveMap frontier = machine.advanceFrontier();
        for (ObservedRemoveMap between : List.of(new ObservedRemoveMap(), frontier)) {
            Map<String, String> topic = new HashMap<>();
            MergeHarness.Snapshot empty;
            try (MergeHarness merge = new MergeHarness(ONE_REMOTE, null)) {
                empty = merge.snapshot();
                merge.take(first, topic);
            }
            assertThat(topic).hasSize(1);
            try (MergeHarness merge = new MergeHarness(ONE_REMOTE, empty)) {
                take(merge, List.of(between, second, first), topic);
            }
            assertThat(topic.values()).containsExactlyElementsOf(unified(machine));
        }
    }

    /** Also where the state held its write before the failure, and did not show it. */
    @Test
    void whatWasHeldAndShownOnlyByTheFirstOrderIsTakenBack() throws Exception {
        long[] now = {1_000};
        HybridClock clock = new HybridClock(() -> now[0]++);
        ObservedRemoveMap machine = new ObservedRemoveMap();
        ObservedRemoveMap another = new ObservedRemoveMap();
        ObservedRemoveMap held = machine.put(clock, MACHINE, "default/a", entry("held"));
        ObservedRemoveMap shown = another.put(clock, ANOTHER, "default/a", entry("shown"));
        ObservedRemoveMap removal = another.copy().remove(clock, THIRD, "default/a");
        machine.joinIn(shown);
        ObservedRemoveMap last = machine.put(clock, MACHINE, "default/a", entry("last"));
        machine.joinIn(removal);
        Map<String, String> topic = new HashMap<>();
        MergeHarness.Snapshot both;
        try (MergeHarness merge = new MergeHarness(ONE_REMOTE, null)) {
            take(merge, List.of(held, shown), topic);
            both = merge.snapshot();
            merge.take(removal, topic);
        }
        assertThat(topic.values()).singleElement().asString().contains("\"text\":\"held\"");
        try (MergeHarness merge = new MergeHarness(ONE_REMOTE, both)) {
            take(merge, List.of(last, removal), topic);
        }
        assertThat(topic.values()).containsExactlyElementsOf(unified(machine));
    }

    @Test
    void historyThatEverybodyHasSeenIsNotKept() throws Exception {
        ObservedRemoveMap machine = new ObservedRemoveMap();
        HybridClock clock = new HybridClock(() -> 1_000);
        List<ObservedRemoveMap> pieces = new ArrayList<>();
        pieces.add(machine.put(clock, MACHINE, "default/a", entry("first")));
        pieces.add(machine.put(clock, MACHINE, "default/a", entry("second")));
        pieces.add(machine.acknowledge(MACHINE));
        pieces.add(machine.advanceFrontier());
        pieces.add(machine.put(clock, MACHINE, "default/a", entry("third")));
        MergeHarness.Snapshot snapshot;
        try (MergeHarness merge = new MergeHarness(List.of(), null)) {
            take(merge, pieces, new HashMap<>());
            snapshot = merge.snapshot();
        }
        try (MergeHarness merge = new MergeHarness(ONE_REMOTE, snapshot)) {
            merge.take(new ObservedRemoveMap(), new HashMap<>());
            assertThat(merge.pieces().stream().flatMap(piece -> piece.registers().stream()))
                    .containsExactly(machine.register("default/a").orElseThrow());
        }
    }

    /** Which only a remote would be told. */
    @Test
    void withoutARemoteHistoryOfASourceGoesWithItsWord() throws Exception {
        ObservedRemoveMap source = new ObservedRemoveMap();
        HybridClock clock = new HybridClock(() -> 1_000);
        List<ObservedRemoveMap> pieces = new ArrayList<>();
        pieces.add(source.put(clock, MACHINE, "default/a", entry("first")));
        pieces.add(source.put(clock, MACHINE, "default/a", entry("second")));
        pieces.add(source.acknowledge(MACHINE));
        pieces.add(source.retire(MACHINE));
        pieces.add(source.put(clock, MACHINE, "default/a", entry("third")));
        assertThat(sequencesKept(pieces, List.of())).containsExactly(3L);
        assertThat(sequencesKept(pieces, ONE_REMOTE)).containsExactly(1L, 2L, 3L);
    }

    private static List<Long> sequencesKept(List<ObservedRemoveMap> pieces, List<String> remotes)
            throws Exception {
        MergeHarness.Snapshot snapshot;
        try (MergeHarness merge = new MergeHarness(remotes, null)) {
            take(merge, pieces, new HashMap<>());
            snapshot = merge.snapshot();
        }
        try (MergeHarness merge = new MergeHarness(List.of("another#main"), snapshot)) {
            merge.take(new ObservedRemoveMap(), new HashMap<>());
            return merge.pieces().stream()
                    .flatMap(piece -> piece.registers().stream())
                    .flatMap(register -> register.writes().stream())
                    .map(write -> write.dot().sequence())
                    .toList();
        }
    }

    /** By code point, in which these two are the other way round than by {@code char}. */
    @Test
    void keysOfOneContentAreNamedInTheirOrder() throws Exception {
        ObservedRemoveMap machine = new ObservedRemoveMap();
        HybridClock clock = new HybridClock(() -> 1_000);
        Map<String, String> topic = new HashMap<>();
        try (MergeHarness merge = new MergeHarness(List.of(), null)) {
            for (String key : List.of("default/\ud83d\ude00", "default/\uff5e")) {
                merge.take(machine.put(clock, MACHINE, key, entry("the same")), topic);
            }
        }
        assertThat(topic.values()).containsExactlyElementsOf(unified(machine));
    }

    private static byte[] entry(String text) {
        return "{\"id\":\"a\",\"text\":\"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8);
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
