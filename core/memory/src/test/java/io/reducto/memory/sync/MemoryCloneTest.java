package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.file.MemoryFiles;
import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two machines, a bare remote, real Git. */
@ExtendWith(Seed.Extension.class)
class MemoryCloneTest {
    private static final String TEA = "{\"id\":\"tea\",\"text\":\"at four\"}";
    private static final String TEA_LATER = "{\"id\":\"tea\",\"text\":\"at five\"}";
    private static final String LINT = "{\"id\":\"lint\",\"text\":\"first\"}";

    private static final String SOUP = "{\"id\":\"soup\",\"text\":\"hot\"}";

    @TempDir Path folder;

    private Team team;
    private Machine laptop;
    private Machine desk;

    @BeforeEach
    void twoMachines(Seed seed) throws Exception {
        team = new Team(folder, seed);
        laptop = team.machine("laptop");
        desk = team.machine("desk");
    }

    @Test
    void whatOneBacksUpTheOtherHolds() throws Exception {
        Outcome backup = laptop.backup(TEA);
        assertThat(backup.delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(backup.taken().added()).isEqualTo(1);
        assertThat(desk.backup(LINT).received()).isEqualTo(1);
        assertThat(laptop.sync().received()).isEqualTo(1);
        team.checkInStep(laptop, desk);
        assertThat(laptop.shown()).containsExactlyInAnyOrder(TEA, LINT);
        assertThat(Files.getPosixFilePermissions(laptop.clone.resolve("memory/unified.jsonl")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void fromAFolderBelowTheRootItIsTheSame() throws Exception {
        laptop.git("checkout", "-q", "-b", "topic");
        Path below = Files.createDirectory(laptop.clone.resolve("below"));
        Files.writeString(laptop.clone.resolve("mine"), "not to be published\n");
        laptop.git("add", "mine");
        laptop.git("-c", "user.name=u", "-c", "user.email=u@example.org", "commit", "-qm", "mine");
        try (MemoryClone clone = MemoryClone.open(below, laptop.surroundings())) {
            assertThat(clone.exchange().delivery()).isEqualTo(Delivery.COMMITTED);
        }
        assertThat(Team.git(team.remote, "branch", "--list", "topic")).isEmpty();
        laptop.git("checkout", "-q", "-");
        laptop.backup(TEA);
        desk.backup(TEA, LINT);
        desk.git("rm", "-q", "-r", "memory");
        desk.git("-c", "user.name=u", "-c", "user.email=u@example.org", "commit", "-qm", "lost");
        desk.git("push", "-q");
        try (MemoryClone clone = MemoryClone.open(below, laptop.surroundings())) {
            assertThat(clone.exchange().received()).isEqualTo(2);
        }
        assertThat(laptop.shown()).containsExactlyInAnyOrder(TEA, LINT);
    }

    @Test
    void whatCouldNotBeSavedIsReadAgain() throws Exception {
        desk.backup(LINT);
        laptop.backup(TEA);
        Path inTheWay = desk.clone.resolve(".git/reducto/memory/state.next/in-the-way");
        Files.createDirectories(inTheWay);
        assertThatThrownBy(() -> desk.sync()).isInstanceOf(IOException.class);
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertThat(desk.sync().received()).isEqualTo(1);
        assertThat(desk.shown()).containsExactlyInAnyOrder(TEA, LINT);
    }

    @Test
    void withoutNewsNothingIsCommitted() throws Exception {
        laptop.backup(TEA);
        desk.sync();
        String head = laptop.git("rev-parse", "HEAD");
        for (Machine machine : List.of(laptop, desk, laptop, desk)) {
            assertThat(machine.backup(TEA).delivery()).isEqualTo(Delivery.IN_STEP);
        }
        assertThat(desk.git("rev-parse", "HEAD")).isEqualTo(head);
        assertThat(laptop.git("log", "--format=%s", "--merges")).isEmpty();
    }

    @Test
    void concurrentEditsAreBothKeptAndTheNextEditThatKnowsThemReplacesThem() throws Exception {
        laptop.backup(TEA);
        desk.backup(TEA_LATER);
        laptop.sync();
        team.checkInStep(laptop, desk);
        assertThat(laptop.shown()).containsExactly(TEA_LATER);
        try (MemoryClone clone = laptop.open()) {
            assertThat(clone.state().register("default/tea").orElseThrow().concurrent()).hasSize(1);
            clone.restore(laptop.client);
        }
        laptop.backup("{\"id\":\"tea\",\"text\":\"never\"}");
        desk.sync();
        try (MemoryClone clone = desk.open()) {
            assertThat(clone.state().register("default/tea").orElseThrow().maximal()).hasSize(1);
        }
    }

    @Test
    void removedEntriesStayAway() throws Exception {
        laptop.backup(TEA, LINT);
        desk.backup(TEA, LINT);
        try (MemoryClone clone = desk.open()) {
            clone.remove("default/tea");
            assertThatThrownBy(() -> clone.remove("default/tea"))
                    .hasMessageContaining("no entry has the key");
            clone.exchange();
        }
        laptop.backup(TEA, LINT);
        team.checkInStep(laptop, desk);
        assertThat(laptop.shown()).containsExactly(LINT);
    }

    @Test
    void aRemovalInACloneWithoutOtherNewsIsExchanged() throws Exception {
        laptop.backup(TEA, LINT);
        laptop.sync();
        laptop.sync();
        try (MemoryClone clone = laptop.open()) {
            clone.remove("default/tea");
            assertThat(clone.exchange().delivery()).isEqualTo(Delivery.PUSHED);
        }
        desk.sync();
        team.checkInStep(laptop, desk);
        assertThat(desk.shown()).containsExactly(LINT);
    }

    @Test
    void aRemoteThatIsAwayKeepsEverythingHere() throws Exception {
        laptop.patience = Duration.ZERO;
        Path elsewhere = folder.resolve("elsewhere.git");
        Files.move(team.remote, elsewhere);
        Outcome kept = laptop.backup(TEA);
        assertThat(kept.delivery()).isIn(Delivery.KEPT, Delivery.REFUSED);
        assertThat(kept.notes()).anyMatch(note -> note.startsWith("kept here: "));
        assertThat(laptop.shown()).containsExactly(TEA);
        assertThat(laptop.problems()).isEmpty();
        Files.move(elsewhere, team.remote);
        desk.backup(LINT);
        assertThat(laptop.sync().delivery()).isEqualTo(Delivery.PUSHED);
        desk.sync();
        team.checkInStep(laptop, desk);
        assertThat(laptop.git("rev-list", "--count", "--merges", "HEAD").strip()).isEqualTo("0");
    }

    /** A commit that no branch has is none that anybody finds. */
    @Test
    void whereNoBranchCanTakeItOnlyTheSavedStateHasIt() throws Exception {
        laptop.backup(TEA);
        laptop.git("checkout", "-q", "--detach");
        assertThat(laptop.sync().delivery()).as("HEAD has it").isEqualTo(Delivery.COMMITTED);
        Outcome detached = laptop.backup(TEA, LINT);
        assertThat(detached.delivery()).isEqualTo(Delivery.KEPT);
        assertThat(detached.commit()).isEmpty();
        assertThat(detached.notes()).containsExactly("the local branch stays: detached");
        laptop.git("checkout", "-q", "-");
        assertThat(laptop.sync().delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(laptop.shown()).containsExactlyInAnyOrder(TEA, LINT);

        laptop.patience = Duration.ZERO;
        Files.move(team.remote, folder.resolve("away.git"));
        Files.createFile(laptop.clone.resolve(".git/MERGE_HEAD"));
        Outcome underWay = laptop.backup(TEA_LATER);
        assertThat(underWay.commit()).isEmpty();
        assertThat(underWay.notes()).contains("the local branch stays: under way, merge");
        Files.delete(laptop.clone.resolve(".git/MERGE_HEAD"));
        assertThat(laptop.sync().commit()).isPresent();
        assertThat(laptop.shown()).contains(TEA_LATER);
    }

    @Test
    void aLockThatAKilledGitHasLeftStopsNothing() throws Exception {
        laptop.backup(TEA);
        desk.backup(LINT);
        Path lock = laptop.clone.resolve(".git/refs/reducto/memory/fetched.lock");
        Files.createFile(lock);
        Files.setLastModifiedTime(lock, FileTime.fromMillis(0));
        Outcome outcome = laptop.sync();
        assertThat(outcome.received()).isEqualTo(1);
        assertThat(outcome.notes()).anyMatch(note -> note.contains("fetched.lock"));
        team.checkInStep(laptop, desk);
    }

    @Test
    void aResetBranchAndALostStateEachHealFromTheOther() throws Exception {
        laptop.backup(TEA);
        desk.sync();
        laptop.patience = Duration.ZERO;
        Files.move(team.remote, folder.resolve("away.git"));
        laptop.backup(TEA, LINT);
        laptop.git("reset", "-q", "--hard", "HEAD~1");
        Files.move(folder.resolve("away.git"), team.remote);
        assertThat(laptop.sync().delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(laptop.shown()).containsExactlyInAnyOrder(TEA, LINT);

        Path state = laptop.clone.resolve(".git/reducto/memory/state");
        Files.write(state, new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(laptop.sync().delivery()).isEqualTo(Delivery.IN_STEP);
        Files.delete(state);
        laptop.backup(TEA_LATER);
        desk.sync();
        team.checkInStep(laptop, desk);
        assertThat(desk.shown()).containsExactlyInAnyOrder(TEA_LATER, LINT);
    }

    @Test
    void aMergeWithoutTheDriverIsRepaired() throws Exception {
        laptop.backup(TEA);
        desk.sync();
        // Both change what they share, and somebody merges by hand and keeps one side only.
        desk.git("checkout", "-q", "-b", "byhand");
        try (MemoryClone clone = desk.open()) {
            desk.writes(LINT);
            clone.take(clone.clients());
            clone.commit();
        }
        laptop.backup(TEA_LATER);
        Path stranger = folder.resolve("stranger");
        Team.git(folder, "clone", "-q", "team.git", "stranger");
        Team.git(stranger, "fetch", "-q", desk.clone.toString(), "byhand");
        identified(stranger, "merge", "-q", "-s", "ours", "-m", "mine", "FETCH_HEAD");
        Team.git(stranger, "push", "-q", "origin", "HEAD");
        assertThat(Files.readString(stranger.resolve("memory/unified.jsonl")))
                .doesNotContain("lint");

        laptop.sync();
        assertThat(laptop.shown()).containsExactlyInAnyOrder(TEA_LATER, LINT);
        assertThat(laptop.problems()).isEmpty();
    }

    @Test
    void aFileThatSomebodyDeletesComesBack() throws Exception {
        laptop.backup(TEA);
        desk.backup(LINT);
        Path stranger = folder.resolve("stranger");
        Team.git(folder, "clone", "-q", "team.git", "stranger");
        Team.git(stranger, "rm", "-q", "-r", "memory");
        identified(stranger, "commit", "-q", "-m", "tidy up");
        Team.git(stranger, "push", "-q", "origin", "HEAD");
        assertThat(laptop.sync().delivery()).isEqualTo(Delivery.PUSHED);
        desk.sync();
        team.checkInStep(laptop, desk);
        assertThat(desk.shown()).containsExactlyInAnyOrder(TEA, LINT);
    }

    private static void identified(Path clone, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 4];
        all[0] = "-c";
        all[1] = "user.name=stranger";
        all[2] = "-c";
        all[3] = "user.email=stranger@example.com";
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        Team.git(clone, all);
    }

    @Test
    void anEditedLineIsPutAsideAndWrittenAgain() throws Exception {
        laptop.backup(TEA);
        Path unified = laptop.clone.resolve("memory/unified.jsonl");
        Path hosts;
        try (var files = Files.list(laptop.clone.resolve("memory/hosts"))) {
            hosts = files.findFirst().orElseThrow();
        }
        for (Path file : List.of(unified, hosts)) {
            Files.writeString(file, Files.readString(file).replace("at four", "at nine"));
        }
        Outcome outcome = laptop.sync();
        assertThat(outcome.damaged()).as("the same line in both files").isEqualTo(1);
        assertThat(laptop.shown()).containsExactly(TEA);
        assertThat(laptop.problems()).isEmpty();
        try (var aside = Files.list(laptop.clone.resolve(".git/reducto/memory/quarantine"))) {
            assertThat(aside.filter(f -> !f.toString().endsWith(".reason")))
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(file).content().contains("at nine"));
        }
    }

    @Test
    void linesOfAnOldScriptAreTakenIn() throws Exception {
        Path stranger = folder.resolve("stranger");
        Team.git(folder, "clone", "-q", "team.git", "stranger");
        Files.createDirectories(stranger.resolve("memory/hosts"));
        Files.writeString(stranger.resolve("memory/hosts/oldhost.jsonl"), TEA + "\n" + LINT + "\n");
        Files.writeString(stranger.resolve("memory/unified.jsonl"), TEA + "\n");
        Team.git(stranger, "add", ".");
        identified(stranger, "commit", "-q", "-m", "old script");
        Team.git(stranger, "push", "-q", "origin", "HEAD");

        assertThat(laptop.sync().taken().writes()).isEqualTo(2);
        desk.sync();
        team.checkInStep(laptop, desk);
        assertThat(desk.shown()).containsExactlyInAnyOrder(TEA, LINT);
        assertThat(desk.backup(TEA, LINT).delivery()).isEqualTo(Delivery.IN_STEP);
    }

    @Test
    void anEntryWithASecretIsHeldBackAndStaysInItsFile() throws Exception {
        String token = "AKIA" + "QX7ZM3N4K5W6R2T7";
        String secret = "{\"id\":\"key\",\"text\":\"use " + token + " for it\"}";
        Outcome outcome = laptop.backup(TEA, secret);
        assertThat(outcome.held()).hasSize(1);
        assertThat(outcome.taken().added()).isEqualTo(1);
        assertThat(laptop.git("grep", "-c", "id", "HEAD")).isNotEmpty();
        assertThat(laptop.files().values()).noneMatch(text -> text.contains(token));
        desk.backup(LINT);
        laptop.sync();
        try (MemoryClone clone = laptop.open()) {
            clone.restore(laptop.client);
        }
        assertThat(laptop.client).content().contains(token).contains("first");

        laptop.git("config", "reducto.memory.secrets", "mask");
        assertThat(laptop.backup().masked()).isEqualTo(1);
        assertThat(laptop.files().get("unified.jsonl")).contains("[secret:").doesNotContain(token);
        try (MemoryClone clone = laptop.open()) {
            clone.restore(laptop.client);
        }
        assertThat(laptop.client).content().contains(token).doesNotContain("[secret:");
    }

    @Test
    void aFileOfANewerReleaseStopsEverythingAndChangesNothing() throws Exception {
        laptop.backup(TEA);
        Path stranger = folder.resolve("stranger");
        Team.git(folder, "clone", "-q", "team.git", "stranger");
        Path unified = stranger.resolve("memory/unified.jsonl");
        String newer = Files.readString(unified).replace("\"v\":1", "\"v\":2");
        String checked = newer.substring(0, newer.indexOf(",\"crc\""));
        CRC32C crc = new CRC32C();
        crc.update(checked.getBytes(StandardCharsets.UTF_8));
        Files.writeString(unified, "%s,\"crc\":\"%08x\"}}%n".formatted(checked, crc.getValue()));
        Team.git(stranger, "add", ".");
        identified(stranger, "commit", "-q", "-m", "newer");
        Team.git(stranger, "push", "-q", "origin", "HEAD");
        String tip = Team.git(team.remote, "rev-parse", "HEAD");
        assertThatThrownBy(() -> laptop.backup(TEA, LINT))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("newer release");
        assertThat(Team.git(team.remote, "rev-parse", "HEAD")).isEqualTo(tip);
    }

    @Test
    void aClockADayAheadCostsNoWriteAndIsNotTakenOver() throws Exception {
        laptop.clockOff = Duration.ofDays(1);
        laptop.backup(TEA, "{\"id\":\"tea-first\"}");
        Outcome outcome = desk.backup(LINT);
        assertThat(outcome.drifts()).hasSize(1);
        desk.backup(LINT, TEA);
        desk.backup(LINT, TEA_LATER);
        laptop.sync();
        team.checkInStep(laptop, desk);
        assertThat(laptop.shown()).as("its author had seen it").contains(TEA_LATER);
        try (MemoryClone clone = laptop.open()) {
            assertThat(time(clone, "default/lint") + Duration.ofHours(23).toMillis())
                    .as("the desk's own time, although it had seen the other")
                    .isLessThan(time(clone, "default/tea-first"));
        }
    }

    private static long time(MemoryClone clone, String key) {
        return clone.state().register(key).orElseThrow().maximal().get(0).time().millis();
    }

    /** Whoever can push a line can claim any sequence of anybody. */
    @Test
    void aClaimOfTheLastSequenceLocksNobodyOut() throws Exception {
        laptop.backup(TEA);
        ReplicaId name;
        try (MemoryClone clone = laptop.open()) {
            name = clone.replica();
        }
        ReplicaId source = new ReplicaId("oldhost." + name);
        Path stranger = folder.resolve("stranger");
        Team.git(folder, "clone", "-q", "team.git", "stranger");
        for (ReplicaId claimed : List.of(name, source)) {
            Write write =
                    Write.ofValue(
                            "default/" + claimed,
                            new Dot(claimed, Dot.SEQUENCE_MAX),
                            new HybridTime(0, 0),
                            VersionVector.EMPTY,
                            "{\"x\":1}".getBytes(StandardCharsets.UTF_8));
            String path = "hosts/" + claimed + ".jsonl";
            byte[] line = MemoryFiles.render(ObservedRemoveMap.of(List.of(write))).get(path);
            Files.write(stranger.resolve("memory/" + path), line);
        }
        Files.writeString(stranger.resolve("memory/hosts/oldhost.jsonl"), SOUP + "\n");
        Team.git(stranger, "add", ".");
        identified(stranger, "commit", "-q", "-m", "hostile");
        Team.git(stranger, "push", "-q", "origin", "HEAD");

        Outcome received = laptop.sync();
        assertThat(received.received()).isEqualTo(2);
        assertThat(received.taken().writes()).as("the line of the old host").isEqualTo(1);
        Outcome backup = laptop.backup(TEA, LINT);
        assertThat(backup.delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(backup.notes()).anyMatch(note -> note.contains(name + ""));
        String next = laptop.git("config", "reducto.memory.replica").strip();
        assertThat(next).startsWith("laptop-").isNotEqualTo(name.text());
        try (MemoryClone clone = laptop.open()) {
            assertThat(clone.replica().text()).isEqualTo(next);
            assertThat(clone.state().retired()).contains(name);
        }
        assertThat(laptop.backup(TEA_LATER, LINT).taken().changed()).isEqualTo(1);
        desk.sync();
        team.checkInStep(laptop, desk);
        assertThat(desk.shown()).contains(TEA_LATER, LINT, SOUP);
    }

    @Test
    void aSecondCommandOfOneCloneWaits() throws Exception {
        laptop.writes(TEA);
        FutureTask<Outcome> second = new FutureTask<>(laptop::backup);
        try (MemoryClone first = laptop.open()) {
            new Thread(second).start();
            first.take(List.of());
            assertThat(first.exchange().taken().writes()).isZero();
            assertThat(laptop.shown()).isEmpty();
        }
        assertThat(second.get().taken().added()).isEqualTo(1);
        assertThat(laptop.shown()).containsExactly(TEA);
    }
}
