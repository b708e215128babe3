package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.GitException;
import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A memory on a branch of its own, beside the branch of a project that is checked out. */
@ExtendWith(Seed.Extension.class)
class FixedBranchTest {
    private static final String TEA = "{\"id\":\"tea\",\"text\":\"at four\"}";
    private static final String LINT = "{\"id\":\"lint\",\"text\":\"first\"}";
    private static final String SOUP = "{\"id\":\"soup\",\"text\":\"hot\"}";

    @TempDir Path folder;

    private Team team;
    private Machine laptop;
    private String project;

    /** What the project has in a folder of the same name is none of the memory's. */
    @BeforeEach
    void aProject(Seed seed) throws Exception {
        team = new Team(folder, seed);
        Team.git(team.remote, "symbolic-ref", "HEAD", "refs/heads/main");
        Team.git(folder, "clone", "-q", "team.git", "author");
        Path author = folder.resolve("author");
        Files.createDirectories(author.resolve("memory"));
        Files.writeString(author.resolve("memory/plain.jsonl"), "{\"id\":\"foreign\"}\n");
        Files.writeString(author.resolve("code.txt"), "1\n");
        Team.git(author, "add", ".");
        identified(author, "commit", "-q", "-m", "begin");
        Team.git(author, "push", "-q", "origin", "HEAD:main");
        project = Team.git(team.remote, "rev-parse", "main");
        laptop = team.machineOn("memory", "laptop");
    }

    @Test
    void whatIsCheckedOutIsLeftAlone() throws Exception {
        Files.writeString(laptop.clone.resolve("code.txt"), "mine\n");
        Files.writeString(laptop.clone.resolve("memory/plain.jsonl"), "{\"id\":\"edited\"}\n");
        String status = laptop.git("status", "--porcelain");
        assertThat(laptop.backup(TEA).delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(laptop.backup(TEA, LINT).taken().added()).isEqualTo(1);
        assertThat(laptop.git("status", "--porcelain")).isEqualTo(status);
        assertThat(laptop.git("rev-parse", "HEAD")).isEqualTo(project);
        assertThat(laptop.files().keySet()).containsExactly("plain.jsonl");
        assertThat(laptop.git("for-each-ref", "--format=%(refname)", "refs/heads").strip())
                .isEqualTo("refs/heads/main");
        assertThat(Team.git(team.remote, "rev-parse", "main")).isEqualTo(project);
        assertThat(Team.git(team.remote, "show", "memory:memory/unified.jsonl"))
                .contains("tea", "lint")
                .doesNotContain("foreign")
                .doesNotContain("edited");
        assertThat(laptop.problems()).isEmpty();
        assertThat(laptop.sync().delivery()).isEqualTo(Delivery.IN_STEP);
    }

    @Test
    void aCloneInWhichItIsCheckedOutIsInStep() throws Exception {
        laptop.backup(TEA);
        Machine desk = team.machineOn("memory", "desk");
        desk.git("checkout", "-q", "-b", "memory", "--track", "origin/memory");
        desk.backup(LINT);
        assertThat(laptop.sync().received()).isEqualTo(1);
        laptop.backup(TEA, SOUP);
        desk.sync();
        assertThat(desk.shown()).containsExactlyInAnyOrder(TEA, LINT, SOUP);
        assertThat(desk.problems()).isEmpty();
    }

    @Test
    void theLocalBranchFollows() throws Exception {
        laptop.backup(TEA);
        laptop.git("branch", "-q", "memory", synced());
        Outcome outcome = laptop.backup(TEA, LINT);
        assertThat(laptop.git("rev-parse", "memory").strip()).isEqualTo(outcome.commit().get());
        assertThat(laptop.git("rev-parse", "HEAD")).isEqualTo(project);

        laptop.git("worktree", "add", "-q", "../beside", "memory");
        Outcome beside = laptop.backup(TEA, LINT, SOUP);
        assertThat(beside.delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(beside.notes()).containsExactly("the local branch stays: elsewhere");
        assertThat(laptop.git("rev-parse", "memory").strip()).isEqualTo(outcome.commit().get());
        laptop.git("worktree", "remove", "../beside");
        laptop.sync();
        assertThat(laptop.git("rev-parse", "memory").strip()).isEqualTo(beside.commit().get());
    }

    @Test
    void whileTheRemoteIsAwayTheLocalBranchHasItOrTheSavedState() throws Exception {
        laptop.backup(TEA);
        laptop.patience = Duration.ZERO;
        Path away = folder.resolve("away.git");
        Files.move(team.remote, away);
        Outcome inState = laptop.backup(TEA, LINT);
        assertThat(inState.delivery()).isIn(Delivery.KEPT, Delivery.REFUSED);
        assertThat(inState.commit()).as("there is no local branch").isEmpty();
        laptop.git("branch", "-q", "memory", synced());
        Outcome onBranch = laptop.sync();
        assertThat(onBranch.commit()).contains(laptop.git("rev-parse", "memory").strip());
        assertThat(laptop.git("show", "memory:memory/unified.jsonl")).contains("tea", "lint");

        Files.move(away, team.remote);
        Machine desk = team.machineOn("memory", "desk");
        desk.backup(SOUP);
        Outcome pushed = laptop.sync();
        assertThat(pushed.delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(pushed.notes()).isEmpty();
        assertThat(laptop.git("rev-parse", "memory").strip()).isEqualTo(pushed.commit().get());
        assertThat(Team.git(team.remote, "show", "memory:memory/unified.jsonl"))
                .contains("tea", "lint", "soup");
    }

    @Test
    void commitsOfTheUserOnTheLocalBranchStay() throws Exception {
        laptop.backup(TEA);
        laptop.git("branch", "-q", "memory", synced());
        laptop.git("worktree", "add", "-q", "../beside", "memory");
        Path beside = folder.resolve("beside");
        Files.writeString(beside.resolve("notes.txt"), "mine\n");
        Team.git(beside, "add", ".");
        identified(beside, "commit", "-q", "-m", "mine");
        laptop.git("worktree", "remove", "../beside");
        Outcome outcome = laptop.backup(TEA, LINT);
        assertThat(laptop.git("log", "--format=%s", outcome.commit().get() + "..memory").strip())
                .isEqualTo("mine");
        assertThat(Team.git(team.remote, "ls-tree", "--name-only", "memory"))
                .doesNotContain("notes.txt");
    }

    @Test
    void aDetachedHeadIsNoHindrance() throws Exception {
        laptop.git("checkout", "-q", "--detach");
        assertThat(laptop.backup(TEA).delivery()).isEqualTo(Delivery.PUSHED);
    }

    @Test
    void withoutARemoteTheBranchIsMade() throws Exception {
        laptop.git("remote", "remove", "origin");
        Outcome outcome = laptop.backup(TEA);
        assertThat(outcome.delivery()).isEqualTo(Delivery.COMMITTED);
        assertThat(laptop.git("rev-parse", "memory").strip()).isEqualTo(outcome.commit().get());
        assertThat(laptop.git("rev-parse", "HEAD")).isEqualTo(project);
    }

    @Test
    void falseAlarmsAreReadFromTheBranch() throws Exception {
        String token = "AKIA" + "QX7ZM3N4K5W6R2T7";
        String secret = "{\"id\":\"key\",\"text\":\"use " + token + " for it\"}";
        Outcome held = laptop.backup(secret);
        assertThat(held.held()).hasSize(1);
        String fingerprint = held.held().get(0).findings().get(0).fingerprint();
        Path author = folder.resolve("author");
        Team.git(author, "fetch", "-q");
        Team.git(author, "checkout", "-q", "-b", "memory", "--track", "origin/memory");
        Files.createDirectories(author.resolve("memory"));
        Files.writeString(author.resolve("memory/secrets-allowed.txt"), fingerprint + "\n");
        Team.git(author, "add", ".");
        identified(author, "commit", "-q", "-m", "a false alarm");
        Team.git(author, "push", "-q", "origin", "memory");
        laptop.sync();
        assertThat(laptop.backup().held()).isEmpty();
    }

    @Test
    void whatIsNoNameOfABranchIsRefused() throws Exception {
        for (String name : List.of("a b", "-x", "a..b", "")) {
            MemorySetup setup = new MemorySetup("x", List.of(), "false", false, Optional.of(name));
            assertThatThrownBy(
                            () ->
                                    setup.open(
                                            laptop.clone,
                                            laptop.surroundings(),
                                            new SplittableRandom(1)))
                    .hasMessageContaining("expected the name of a branch");
        }
    }

    private static String synced() {
        return "refs/reducto/memory/synced";
    }

    private static void identified(Path clone, String... arguments) throws GitException {
        String[] all = new String[arguments.length + 4];
        all[0] = "-c";
        all[1] = "user.name=author";
        all[2] = "-c";
        all[3] = "user.email=author@example.com";
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        Team.git(clone, all);
    }
}
