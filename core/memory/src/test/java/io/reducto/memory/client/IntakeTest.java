package io.reducto.memory.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.Write;
import io.reducto.memory.client.Intake.Taken;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.EntryReader;
import io.reducto.memory.entry.PlacedEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two machines, each with a client that reads nothing but its own file. */
class IntakeTest {
    private static final String KEY = "default/1";

    private static final class Machine {
        final ReplicaId replica;
        final ObservedRemoveMap map = new ObservedRemoveMap();
        final HybridClock clock;
        LastBackup base = new LastBackup();

        Machine(String name, long now) {
            replica = new ReplicaId(name);
            clock = new HybridClock(() -> now);
        }

        Taken backup(String... objects) {
            Taken taken = new Intake(map, clock).ofClient(replica, entries(objects), base);
            base = LastBackup.read(base.bytes()).orElseThrow();
            return taken;
        }

        void learn(Machine other) {
            map.joinIn(other.map);
        }

        Register register() {
            return map.register(KEY).orElseThrow();
        }

        String shown() {
            return register().visible().map(IntakeTest::text).orElse("");
        }
    }

    private final Machine laptop = new Machine("laptop", 2_000_000);
    private final Machine desk = new Machine("desk", 1_000_000);

    private static List<Entry> entries(String... objects) {
        byte[] file = ("[" + String.join(",", objects) + "]").getBytes(StandardCharsets.UTF_8);
        return EntryReader.read("client.json", file).entries().stream()
                .map(PlacedEntry::entry)
                .toList();
    }

    private static String entry(String text) {
        return "{\"id\":\"1\",\"text\":\"%s\"}".formatted(text);
    }

    private static String text(Write write) {
        return new String(write.value().orElseThrow(), StandardCharsets.UTF_8)
                .replaceAll(".*\"text\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void whatIsNewIsWrittenAndASecondBackupIsNoNews() {
        assertThat(laptop.backup(entry("tea"))).isEqualTo(new Taken(1, 0, 0));
        assertThat(laptop.backup(entry("tea"))).isEqualTo(new Taken(0, 0, 1));
        assertThat(laptop.backup(entry("coffee"))).isEqualTo(new Taken(0, 1, 0));
        assertThat(laptop.register().maximal()).hasSize(1);
        assertThat(laptop.shown()).isEqualTo("coffee");
    }

    @Test
    void anotherOrderOfFieldsIsNoNews() {
        laptop.backup("{\"id\":\"1\",\"text\":\"tea\",\"n\":1}");
        assertThat(laptop.backup("{\"n\":1,\"id\":\"1\",\"text\":\"tea\"}").writes()).isZero();
    }

    @Test
    void absenceIsNotARemovalAndAnOldFileThatComesBackIsNotAnEdit() {
        laptop.backup(entry("tea"));
        desk.learn(laptop);
        desk.backup(entry("tea"));
        desk.backup(entry("coffee"));
        laptop.learn(desk);
        assertThat(laptop.backup().writes()).isZero();
        assertThat(laptop.backup(entry("tea")).writes()).isZero();
        assertThat(laptop.shown()).isEqualTo("coffee");
        assertThat(laptop.register().maximal()).hasSize(1);
    }

    @Test
    void anEditReplacesWhatItsAuthorHadSeen() {
        laptop.backup(entry("tea"));
        desk.learn(laptop);
        assertThat(desk.backup(entry("tea")).writes()).isZero();
        desk.backup(entry("coffee"));
        assertThat(desk.register().maximal()).hasSize(1);
        assertThat(desk.shown()).as("although its clock is behind").isEqualTo("coffee");
    }

    @Test
    void anEditOfAnOldCopyStandsBesideWhatItsAuthorHasNotSeen() {
        laptop.backup(entry("tea"));
        desk.learn(laptop);
        desk.backup(entry("tea"));
        desk.backup(entry("coffee"));
        laptop.learn(desk);
        laptop.backup(entry("water"));
        assertThat(laptop.register().maximal().stream().map(IntakeTest::text))
                .containsExactlyInAnyOrder("coffee", "water");
    }

    @Test
    void twoConcurrentValuesAreNotReplacedByTheEditOfOne() {
        laptop.backup(entry("tea"));
        desk.backup(entry("coffee"));
        laptop.learn(desk);
        desk.learn(laptop);
        desk.backup(entry("coffee"));
        desk.backup(entry("espresso"));
        assertThat(desk.register().maximal().stream().map(IntakeTest::text))
                .containsExactlyInAnyOrder("tea", "espresso");
    }

    @Test
    void withoutItsBaseAClientBringsNothingBack() {
        laptop.backup(entry("tea"));
        laptop.backup(entry("coffee"));
        laptop.base = new LastBackup();
        assertThat(laptop.backup(entry("tea")).writes()).as("held as history").isZero();
        laptop.backup(entry("water"));
        assertThat(laptop.shown()).isEqualTo("water");
    }

    @Test
    void whatOneHasRemovedStaysAwayUntilTheOtherEditsIt() {
        laptop.backup(entry("tea"));
        desk.learn(laptop);
        desk.map.remove(desk.clock, desk.replica, KEY);
        laptop.learn(desk);
        assertThat(laptop.backup(entry("tea")).writes()).isZero();
        assertThat(laptop.register().visible()).isEmpty();
        assertThat(laptop.backup(entry("green tea"))).isEqualTo(new Taken(1, 0, 0));
        assertThat(laptop.shown()).isEqualTo("green tea");
    }

    @Test
    void entriesOfOneKeyAreVersionsByTheUsersTime() {
        String late = "{\"id\":1,\"text\":\"late\",\"timestamp\":\"2026-02-01\"}";
        String early = "{\"id\":1,\"text\":\"early\",\"timestamp\":\"2026-01-01\"}";
        assertThat(laptop.backup(late, early)).isEqualTo(new Taken(1, 1, 0));
        assertThat(laptop.shown()).isEqualTo("late");
        assertThat(laptop.register().history().stream().map(IntakeTest::text))
                .containsExactly("early");
        assertThat(laptop.backup(late, early).writes()).isZero();
        assertThat(laptop.backup(early).writes()).isZero();
    }

    @Test
    void sourcesStandBesideEachOtherAndTheirOwnVersionsReplaceEachOther() {
        Intake intake = new Intake(laptop.map, laptop.clock);
        ReplicaId hostA = SourceReplica.of("Host A", laptop.replica);
        ReplicaId hostB = SourceReplica.of("host-b", laptop.replica);
        intake.ofSources(Map.of(hostA, entries(entry("tea")), hostB, entries(entry("coffee"))));
        intake.ofSources(Map.of(hostA, entries(entry("green tea"))));
        assertThat(laptop.register().maximal().stream().map(IntakeTest::text))
                .containsExactlyInAnyOrder("green tea", "coffee");
        assertThat(intake.ofSources(Map.of(hostB, entries(entry("tea")))).writes())
                .as("held as history")
                .isZero();
    }

    @Test
    void ofSourcesTheLatestByTheUsersTimeIsShown() {
        String late = "{\"id\":1,\"text\":\"late\",\"timestamp\":\"2026-02-01\"}";
        String early = "{\"id\":1,\"text\":\"early\",\"timestamp\":\"2026-01-01\"}";
        for (String first : List.of("a", "z")) {
            Machine machine = new Machine("m", 1_000);
            new Intake(machine.map, machine.clock)
                    .ofSources(
                            new TreeMap<>(
                                    Map.of(
                                            SourceReplica.of(first, machine.replica),
                                            entries(late),
                                            SourceReplica.of("k", machine.replica),
                                            entries(early))));
            assertThat(machine.shown()).isEqualTo("late");
            assertThat(machine.register().maximal()).hasSize(2);
        }
    }

    @Test
    void twoClonesThatReadTheSameSourceShowItOnce() {
        for (Machine machine : List.of(laptop, desk)) {
            new Intake(machine.map, machine.clock)
                    .ofSources(
                            Map.of(
                                    SourceReplica.of("old", machine.replica),
                                    entries(entry("tea"))));
        }
        laptop.learn(desk);
        assertThat(laptop.register().maximal()).hasSize(2);
        assertThat(laptop.backup(entry("tea")).writes()).isZero();
    }

    @Test
    void aBaseThatIsCutOffIsNone() {
        laptop.backup(entry("tea"));
        byte[] bytes = laptop.base.bytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(LastBackup.read(bytes)).isPresent();
        for (int length = 1; length < bytes.length - 1; length++) {
            byte[] cut = text.substring(0, length).getBytes(StandardCharsets.UTF_8);
            assertThat(LastBackup.read(cut)).as("%d bytes", length).isEqualTo(Optional.empty());
        }
    }

    @Test
    void namesOfSourcesFit() {
        ReplicaId own = new ReplicaId("laptop-7f3a9c12");
        assertThat(SourceReplica.of("Büro Süd.json", own).text())
                .isEqualTo("b-ro-s-d.json.laptop-7f3a9c12");
        assertThat(Stream.of("", "x".repeat(500)).map(s -> SourceReplica.of(s, own).text()))
                .allMatch(text -> text.length() <= 64 && text.endsWith(".laptop-7f3a9c12"));
    }

    @Test
    void aSourceWhoseNamesAreUsedUpGetsTheNext() {
        ReplicaId own = new ReplicaId("laptop-7f3a9c12");
        Set<String> usedUp = Set.of("old.laptop-7f3a9c12", "2-old.laptop-7f3a9c12");
        assertThat(SourceReplica.of("old", own, r -> !usedUp.contains(r.text())).text())
                .isEqualTo("3-old.laptop-7f3a9c12");
        ReplicaId longest = new ReplicaId("x".repeat(61));
        assertThat(SourceReplica.of("old", longest).text()).startsWith("ol.xxx");
        assertThat(SourceReplica.of("old", longest, r -> false)).isEqualTo(longest);
    }
}
