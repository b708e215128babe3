package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitProgram;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class RemoteMemoryTest {
    private static final ReplicaId SERVICE = new ReplicaId("merge-job");
    private static final String ALPHA = "{\"id\":\"alpha\",\"text\":\"one\"}";
    private static final String BETA = "{\"id\":\"beta\",\"text\":\"two\"}";

    @TempDir Path folder;

    @Test
    void aServiceBringsNewsAndIsWaitedForByNobody(Seed seed) throws Exception {
        Team team = new Team(folder, seed);
        Team.Machine laptop = team.machine("laptop");
        Team.Machine desk = team.machine("desk");
        laptop.backup(ALPHA);
        ObservedRemoveMap news = knownBy(laptop);
        Team elsewhere = new Team(Files.createDirectories(folder.resolve("elsewhere")), seed);
        Team.Machine other = elsewhere.machine("other");
        other.backup(BETA);

        RemoteMemory memory = memory(elsewhere, other);
        assertThat(memory.exchange(news).delivery()).isEqualTo(Outcome.Delivery.PUSHED);
        assertThat(memory.exchange(news).delivery()).isEqualTo(Outcome.Delivery.IN_STEP);
        other.sync();
        assertThat(other.shown()).containsExactlyInAnyOrder(ALPHA, BETA);
        assertThat(knownBy(other).retired()).contains(SERVICE);
        assertThat(desk.problems()).isEmpty();
        assertThat(other.problems()).isEmpty();
    }

    @Test
    void aRemoteThatIsGoneIsToldLater(Seed seed) throws Exception {
        Team team = new Team(folder, seed);
        Team.Machine laptop = team.machine("laptop");
        laptop.backup(ALPHA);
        RemoteMemory memory = memory(team, laptop);
        memory.exchange(new ObservedRemoveMap());
        Path away = folder.resolve("away.git");
        Files.move(team.remote, away);
        laptop.patience = Duration.ZERO;
        ObservedRemoveMap news = new ObservedRemoveMap();
        assertThat(memory.exchange(news).delivery()).isEqualTo(Outcome.Delivery.KEPT);
        Files.move(away, team.remote);
        assertThat(memory.exchange(news).delivery())
                .isIn(Outcome.Delivery.PUSHED, Outcome.Delivery.IN_STEP);
    }

    @Test
    void aRemoteWithoutABranchSaysWhatToDo(Seed seed) throws Exception {
        Team team = new Team(folder, seed);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Team.Machine laptop = new Team(elsewhere, seed).machine("laptop");
        RemoteMemory memory =
                new RemoteMemory(
                        folder.resolve("service"),
                        RemoteAddress.parse(team.remote.toString()),
                        SERVICE,
                        laptop.surroundings());
        assertThatThrownBy(() -> memory.exchange(new ObservedRemoveMap()))
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("name one (");
    }

    @Test
    void aHistoryIsReadAsItGrowsAndWhatMergesDropIsReadToo(Seed seed) throws Exception {
        Team team = new Team(folder, seed);
        Team.Machine laptop = team.machine("laptop");
        laptop.backup(ALPHA);
        RemoteHistory history = history(team, laptop);
        RemoteHistory.News first = history.read(Optional.empty()).orElseThrow();
        assertThat(joined(first)).isEqualTo(knownBy(laptop));
        assertThat(history.read(Optional.of(first.commit()))).isEmpty();

        laptop.backup(ALPHA, BETA);
        String before = laptop.git("rev-parse", "HEAD").strip();
        Files.delete(laptop.clone.resolve("memory/unified.jsonl"));
        for (var file : laptop.files().keySet()) {
            if (file.startsWith("hosts/")) {
                Files.delete(laptop.clone.resolve("memory").resolve(file));
            }
        }
        laptop.git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "Clean up");
        laptop.git("push", "-q");
        RemoteHistory.News second = history.read(Optional.of(first.commit())).orElseThrow();
        assertThat(second.commit()).isNotEqualTo(before);
        assertThat(joined(second).register("default/beta")).isPresent();
    }

    /** Its dots have holes for ever, which its own word closes. */
    @Test
    void historyOfASourceGoesWhereNoMachineTakesPartAndWhenMachinesHaveSeenIt(Seed seed)
            throws Exception {
        ReplicaId source = new ReplicaId("ci.topic-0");
        Team team = new Team(folder, seed);
        Team.Machine laptop = team.machine("laptop");
        RemoteAddress nobody = address("nobody");
        exchange(nobody, laptop, versions(source));
        assertThat(sequences(nobody, laptop, source)).containsExactly(9L);

        laptop.backup(ALPHA);
        RemoteAddress shared = RemoteAddress.parse(team.remote.toString());
        exchange(shared, laptop, versions(source));
        assertThat(sequences(shared, laptop, source)).containsExactly(3L, 9L);
        laptop.backup(ALPHA, "{\"id\":\"gamma\"}");
        assertThat(sequences(shared, laptop, source)).containsExactly(9L);
    }

    private RemoteAddress address(String name) throws Exception {
        Path bare = Files.createDirectories(folder.resolve(name));
        new GitProgram(bare).run(GitCommand.of("init", "--quiet", "--bare"));
        return RemoteAddress.parse(bare + "#main");
    }

    private static ObservedRemoveMap versions(ReplicaId source) {
        Write first =
                Write.ofValue(
                        "default/beta",
                        new Dot(source, 3),
                        new HybridTime(1_000, 0),
                        VersionVector.EMPTY,
                        ALPHA.getBytes(StandardCharsets.UTF_8));
        Write second =
                Write.ofValue(
                        first.key(),
                        new Dot(source, 9),
                        first.time(),
                        VersionVector.ofDots(List.of(first.dot())),
                        BETA.getBytes(StandardCharsets.UTF_8));
        VersionVector word = VersionVector.ofDots(List.of(new Dot(source, 8)));
        return ObservedRemoveMap.of(
                List.of(first, second), Map.of(source, word), List.of(source), VersionVector.EMPTY);
    }

    private void exchange(RemoteAddress remote, Team.Machine machine, ObservedRemoveMap news)
            throws Exception {
        Path own = Files.createTempDirectory(folder, "service");
        Outcome outcome =
                new RemoteMemory(own, remote, SERVICE, machine.surroundings()).exchange(news);
        assertThat(outcome.delivery()).isEqualTo(Outcome.Delivery.PUSHED);
    }

    /** Of the lines that the remote's tip has of {@code source}. */
    private List<Long> sequences(RemoteAddress remote, Team.Machine machine, ReplicaId source)
            throws Exception {
        Path own = Files.createTempDirectory(folder, "reader");
        RemoteHistory history = new RemoteHistory(own, remote, machine.surroundings());
        RemoteHistory.News news = history.read(Optional.empty()).orElseThrow();
        String file =
                new GitProgram(own)
                        .run(
                                GitCommand.of(
                                        "cat-file",
                                        "blob",
                                        news.commit() + ":memory/hosts/" + source + ".jsonl"))
                        .text();
        return file.lines()
                .map(line -> line.replaceAll(".*\"write\":\"[^@]*@(\\d+)\".*", "$1"))
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void addressesAreShownWithoutPasswords() {
        assertThat(RemoteAddress.parse("https://me:secret@host/team.git#notes"))
                .hasToString("https://host/team.git#notes");
        assertThat(RemoteAddress.parse("https://me:p/w@x@host/team.git"))
                .hasToString("https://host/team.git");
        assertThat(RemoteAddress.parse("ssh://git@host:22/a/team.git"))
                .hasToString("ssh://host:22/a/team.git");
        assertThat(RemoteAddress.parse("https://host:8443/a@b/team.git"))
                .as("a name in the state, apart from that of another host")
                .hasToString("https://host:8443/a@b/team.git");
        assertThat(RemoteAddress.parse("https://me:pw@host/a@b/team.git"))
                .hasToString("https://host/a@b/team.git");
        assertThat(RemoteAddress.parse("https://me:pw@[::1]:8443/a@b/team.git"))
                .hasToString("https://[::1]:8443/a@b/team.git");
        assertThat(RemoteAddress.parse("http://[::1]:8080/a@b/team.git"))
                .hasToString("http://[::1]:8080/a@b/team.git");
        assertThat(RemoteAddress.parse("/srv/team.git").branch()).isEmpty();
        assertThatThrownBy(() -> RemoteAddress.parse("--upload-pack=x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private RemoteMemory memory(Team team, Team.Machine machine) throws Exception {
        return new RemoteMemory(
                folder.resolve("service"),
                RemoteAddress.parse(team.remote.toString()),
                SERVICE,
                machine.surroundings());
    }

    private RemoteHistory history(Team team, Team.Machine machine) throws Exception {
        return new RemoteHistory(
                folder.resolve("reader"),
                RemoteAddress.parse(team.remote.toString()),
                machine.surroundings());
    }

    private static ObservedRemoveMap knownBy(Team.Machine machine) throws Exception {
        try (MemoryClone clone = machine.open()) {
            return clone.state().copy();
        }
    }

    private static ObservedRemoveMap joined(RemoteHistory.News news) {
        ObservedRemoveMap all = new ObservedRemoveMap();
        for (MemoryContents contents : news.contents()) {
            all.joinIn(contents.state());
        }
        return all;
    }
}
