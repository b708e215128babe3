package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedRemoveMapTest extends LatticeContract<ObservedRemoveMap> {
    private static final long NOW = 1_700_000_000_000L;
    private static final ReplicaId A = new ReplicaId("a");
    private static final ReplicaId B = new ReplicaId("b");
    private static final String KEY = "k";

    private final HybridClock clockA = new HybridClock(() -> NOW);
    private final HybridClock clockB = new HybridClock(() -> NOW + 1);
    private final ObservedRemoveMap mapA = new ObservedRemoveMap();
    private final ObservedRemoveMap mapB = new ObservedRemoveMap();

    @Override
    List<ObservedRemoveMap> states(Seed seed) {
        Simulation simulation = new Simulation(3, List.of("x", "y"), seed);
        List<ObservedRemoveMap> states = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            simulation.run(seed.between(1, 8));
            states.add(simulation.maps.get(seed.between(0, 3)).copy());
        }
        return states;
    }

    @Override
    ObservedRemoveMap read(byte[] bytes) {
        return ObservedRemoveMap.read(bytes);
    }

    @Test
    void joinOfTheDeltaIsJoinOfTheState(Seed seed) {
        for (int i = 0; i < 2_000; i++) {
            List<ObservedRemoveMap> states = states(seed);
            ObservedRemoveMap mine = states.get(seed.between(0, states.size()));
            ObservedRemoveMap theirs = states.get(seed.between(0, states.size()));
            assertThat(mine.join(theirs.deltaFor(mine.dots())).bytes())
                    .isEqualTo(mine.join(theirs).bytes());
        }
    }

    @Test
    void aMapIsMadeAgainFromItsParts(Seed seed) {
        for (int i = 0; i < 2_000; i++) {
            for (ObservedRemoveMap map : List.of(states(seed).get(3), Samples.maps(seed).get(0))) {
                List<Write> writes = new ArrayList<>();
                map.registers().forEach(register -> writes.addAll(0, register.writes()));
                ObservedRemoveMap again =
                        ObservedRemoveMap.of(
                                writes, map.acknowledgements(), map.retired(), map.frontier());
                assertThat(again.bytes()).isEqualTo(map.bytes());
                ObservedRemoveMap trimmed =
                        ObservedRemoveMap.of(
                                writes,
                                map.acknowledgements(),
                                map.retired(),
                                map.dots().prefix(map.frontier()));
                assertThat(ObservedRemoveMap.read(trimmed.bytes())).isEqualTo(trimmed);
            }
        }
    }

    /** A log of which others have parts: its dots have holes for ever. */
    @Test
    void holesOfARetiredReplicaAreClosedByItsOwnWord() {
        ObservedRemoveMap log = log(3, 7, 11);
        mapA.joinIn(log);
        mapA.acknowledge(A);
        mapA.advanceFrontier();
        assertThat(register(mapA).writes()).as("nothing is known of 1 and 2").hasSize(3);

        ObservedRemoveMap others = mapA.join(word(new ReplicaId("c"), 6));
        others.retire(B);
        others.acknowledge(A);
        assertThat(others.acknowledgements().get(A)).isEqualTo(VersionVector.EMPTY);

        mapA.joinIn(word(B, 6));
        mapA.acknowledge(A);
        assertThat(mapA.acknowledgements().get(A)).isEqualTo(VersionVector.EMPTY);

        mapA.retire(B);
        mapA.acknowledge(A);
        assertThat(mapA.acknowledgements().get(A)).isEqualTo(VersionVector.of(Map.of(B, 7L)));
        mapA.advanceFrontier();
        assertThat(register(mapA).writes()).hasSize(1);
        assertThat(mapA.join(log)).as("an old copy").isEqualTo(mapA);
    }

    @Test
    void whereAllAreRetiredNobodyHoldsUpTheFrontier() {
        ObservedRemoveMap log = log(1, 2, 4);
        log.advanceFrontier();
        assertThat(log.frontier()).as("it waits for B").isEqualTo(VersionVector.EMPTY);
        log.retire(B);
        log.advanceFrontier();
        assertThat(log.frontier()).isEqualTo(VersionVector.of(Map.of(B, 2L)));
        assertThat(register(log).writes()).hasSize(1);
    }

    /** That {@code replica} has seen B up to there. */
    private static ObservedRemoveMap word(ReplicaId replica, long sequence) {
        return ObservedRemoveMap.of(
                List.of(),
                Map.of(replica, VersionVector.of(Map.of(B, sequence))),
                List.of(),
                VersionVector.EMPTY);
    }

    /** Writes of B, each of which replaces those before it. */
    private static ObservedRemoveMap log(long... sequences) {
        List<Write> writes = new ArrayList<>();
        VersionVector seen = VersionVector.EMPTY;
        for (long sequence : sequences) {
            Dot dot = new Dot(B, sequence);
            writes.add(Write.ofValue(KEY, dot, new HybridTime(NOW, 0), seen, new byte[1]));
            seen = seen.with(dot);
        }
        return ObservedRemoveMap.of(writes);
    }

    @Test
    void anAdditionWinsOverAConcurrentRemoval() {
        mapB.joinIn(put(mapA, clockA, A, "old"));
        ObservedRemoveMap removal = mapA.remove(clockA, A, KEY);
        mapA.joinIn(put(mapB, clockB, B, "new"));
        mapB.joinIn(removal);
        assertThat(mapA).isEqualTo(mapB);
        assertThat(shown(mapA)).isEqualTo("new");
        assertThat(register(mapA).concurrent()).isEmpty();
        assertThat(register(mapA).maximal()).hasSize(2);
    }

    @Test
    void aRemovalThatKnewTheValueWinsAndAnOldCopyDoesNotBringItBack() {
        put(mapA, clockA, A, "old");
        ObservedRemoveMap oldCopy = mapA.copy();
        mapB.joinIn(mapA);
        mapB.remove(clockB, B, KEY);
        for (ReplicaId replica : List.of(A, B)) {
            mapB.acknowledge(replica);
        }
        mapB.advanceFrontier();
        assertThat(register(mapB).history()).isEmpty();
        JoinReport report = mapB.joinIn(oldCopy);
        assertThat(report.changed()).isEmpty();
        assertThat(register(mapB).visible()).isEmpty();
        assertThat(register(mapB).maximal()).allMatch(Write::isTombstone);
    }

    @Test
    void removingWhatIsNotVisibleWritesNothing() {
        assertThat(mapA.remove(clockA, A, KEY)).isEqualTo(new ObservedRemoveMap());
        put(mapA, clockA, A, "v");
        mapA.remove(clockA, A, KEY);
        assertThat(mapA.remove(clockA, A, KEY).registers()).isEmpty();
    }

    @Test
    void aClockThatIsADayAheadNeitherWinsOverKnowledgeNorSpreads() {
        HybridClock ahead = new HybridClock(() -> NOW + 86_400_000L);
        ObservedRemoveMap wrong = put(mapA, ahead, A, "of tomorrow");
        JoinReport report = mapB.joinIn(wrong);
        assertThat(report.added())
                .singleElement()
                .satisfies(write -> assertThat(clockB.observe(write.time())).isPresent());
        Write later = onlyWrite(put(mapB, clockB, B, "of today"));
        assertThat(later.time()).isEqualTo(new HybridTime(NOW + 1, 0));
        assertThat(shown(mapB)).isEqualTo("of today");
        mapA.joinIn(mapB);
        assertThat(shown(mapA)).isEqualTo("of today");
    }

    @Test
    void concurrentValuesAreKeptAndReported() {
        put(mapA, clockA, A, "one");
        put(mapB, clockB, B, "two");
        JoinReport report = mapA.joinIn(mapB);
        assertThat(report.changed()).containsExactly(KEY);
        assertThat(report.concurrent()).containsExactly(KEY);
        assertThat(shown(mapA)).isEqualTo("two");
        assertThat(register(mapA).concurrent()).map(Simulation::text).containsExactly("one");
        assertThat(mapA.joinIn(mapB).changed()).isEmpty();
        mapB.joinIn(put(mapA, clockA, A, "three"));
        assertThat(register(mapA).concurrent()).isEmpty();
        assertThat(shown(mapA)).isEqualTo("three");
        assertThat(mapB.joinIn(mapA).concurrent()).isEmpty();
        assertThat(mapA).isEqualTo(mapB);
    }

    @Test
    void aSilentReplicaHoldsHistoryUntilItIsRetired() {
        put(mapA, clockA, A, "one");
        mapB.joinIn(put(mapA, clockA, A, "two"));
        put(mapB, clockB, B, "three");
        mapA.joinIn(mapB);
        mapA.acknowledge(A);
        mapA.advanceFrontier();
        assertThat(register(mapA).history()).hasSize(2);
        ObservedRemoveMap retirement = mapA.retire(B);
        mapA.advanceFrontier();
        assertThat(register(mapA).history()).isEmpty();
        mapA.joinIn(put(mapB, clockB, B, "still taken"));
        assertThat(shown(mapA)).isEqualTo("still taken");
        mapB.joinIn(retirement);
        assertThat(mapB.retired()).containsExactly(B);
    }

    @Test
    void anAcknowledgementEndsAtAHole() {
        ObservedRemoveMap first = put(mapA, clockA, A, "one");
        put(mapA, clockA, A, "two");
        ObservedRemoveMap third = put(mapA, clockA, A, "three");
        mapB.joinIn(third);
        mapB.acknowledge(B);
        assertThat(mapB.acknowledgements()).containsEntry(B, VersionVector.EMPTY);
        mapB.joinIn(first);
        mapB.acknowledge(B);
        assertThat(mapB.acknowledgements()).containsEntry(B, VersionVector.of(Map.of(A, 1L)));
    }

    @Test
    void aReplicaIdUsedTwiceIsReportedAndLosesNothing() {
        put(mapA, clockA, A, "one");
        byte[] other = "elsewhere".getBytes(StandardCharsets.UTF_8);
        put(mapB, clockB, A, "two");
        JoinReport sameKey = mapA.joinIn(mapB);
        assertThat(sameKey.equivocations()).containsExactly(new Equivocation(new Dot(A, 1), KEY));
        assertThat(register(mapA).maximal()).hasSize(2);

        ObservedRemoveMap clone = new ObservedRemoveMap();
        clone.put(clockB, A, "other", other);
        assertThat(mapA.joinIn(clone).equivocations())
                .containsExactly(new Equivocation(new Dot(A, 1), "other"));
        assertThat(mapA.register("other")).isPresent();
        assertThat(onlyWrite(put(mapA, clockA, A, "next")).dot()).isEqualTo(new Dot(A, 2));
    }

    @Test
    void aReplicaThatForgotItselfDoesNotUseADotTwice() {
        put(mapA, clockA, A, "one");
        mapB.joinIn(put(mapA, clockA, A, "two"));
        ObservedRemoveMap reply = put(mapB, clockB, B, "three");
        ObservedRemoveMap fresh = new ObservedRemoveMap();
        fresh.joinIn(reply);
        assertThat(onlyWrite(put(fresh, clockA, A, "four")).dot()).isEqualTo(new Dot(A, 3));
    }

    @Test
    void anAbsentWriteIsUnknownAndHealedByTheNextJoin() {
        put(mapA, clockA, A, "one");
        mapA.put(clockA, A, "other", new byte[] {1});
        ObservedRemoveMap damaged =
                ObservedRemoveMap.of(mapA.register("other").orElseThrow().writes());
        ObservedRemoveMap whole = mapA.copy();
        assertThat(whole.joinIn(damaged).changed()).isEmpty();
        assertThat(whole).isEqualTo(mapA);
        assertThat(damaged.joinIn(mapA.deltaFor(damaged.dots())).changed()).containsExactly(KEY);
        assertThat(damaged).isEqualTo(mapA);
    }

    private static ObservedRemoveMap put(
            ObservedRemoveMap map, HybridClock clock, ReplicaId replica, String value) {
        return map.put(clock, replica, KEY, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Register register(ObservedRemoveMap map) {
        return map.register(KEY).orElseThrow();
    }

    private static String shown(ObservedRemoveMap map) {
        return Simulation.text(register(map).visible().orElseThrow());
    }

    private static Write onlyWrite(ObservedRemoveMap delta) {
        assertThat(delta.registers()).hasSize(1);
        return delta.registers().iterator().next().writes().get(0);
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** One hostile write, context, acknowledgement or frontier is enough for each. */
    private static List<ObservedRemoveMap> claims(long sequence) {
        Dot dot = new Dot(A, sequence);
        HybridTime time = new HybridTime(NOW, 0);
        VersionVector seen = VersionVector.ofDots(List.of(dot));
        ObservedRemoveMap byWrite =
                ObservedRemoveMap.of(
                        List.of(Write.ofValue(KEY, dot, time, VersionVector.EMPTY, bytes("x"))));
        ObservedRemoveMap byContext =
                ObservedRemoveMap.of(
                        List.of(Write.ofValue(KEY, new Dot(B, 1), time, seen, bytes("x"))));
        ObservedRemoveMap byAcknowledgement =
                ObservedRemoveMap.of(List.of(), Map.of(B, seen), List.of(), VersionVector.EMPTY);
        ObservedRemoveMap byFrontier = ObservedRemoveMap.of(List.of(), Map.of(), List.of(), seen);
        return List.of(byWrite, byContext, byAcknowledgement, byFrontier);
    }

    @Test
    void whoseLastSequenceIsClaimedGoesOnUnderAnotherName() {
        for (ObservedRemoveMap map : claims(Dot.SEQUENCE_MAX)) {
            map.put(clockB, B, "other", bytes("shown"));
            byte[] before = map.bytes();
            assertThat(map.canWrite(A)).isFalse();
            assertThatThrownBy(() -> map.put(clockA, A, KEY, bytes("y")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it needs another name");
            assertThatThrownBy(() -> map.put(clockA, A, KEY, VersionVector.EMPTY, bytes("y")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it needs another name");
            assertThatThrownBy(() -> map.remove(clockA, A, "other"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it needs another name");
            assertThat(map.bytes()).as("nothing has changed").isEqualTo(before);
            assertThat(ObservedRemoveMap.read(before)).isEqualTo(map);

            ReplicaId again = new ReplicaId("a2");
            assertThat(map.canWrite(again)).isTrue();
            map.put(clockA, again, KEY, bytes("y"));
            assertThat(map.register(KEY).orElseThrow().concurrent()).isEmpty();
            map.acknowledge(again);
            map.retire(A);
            map.advanceFrontier();
            assertThat(ObservedRemoveMap.read(map.bytes())).isEqualTo(map);
        }
    }

    @Test
    void theLastSequenceIsWrittenToo() {
        for (ObservedRemoveMap map : claims(Dot.SEQUENCE_MAX - 1)) {
            assertThat(map.canWrite(A)).isTrue();
            ObservedRemoveMap delta = map.put(clockA, A, "last", bytes("y"));
            assertThat(delta.dots().contains(new Dot(A, Dot.SEQUENCE_MAX))).isTrue();
            assertThat(map.canWrite(A)).isFalse();
            assertThat(ObservedRemoveMap.read(map.bytes())).isEqualTo(map);
        }
    }
}
