package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.Move.Outcome;
import io.reducto.memory.git.Sandbox.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Locks that a killed git has left, and those of a git that lives; real ones of both kinds. */
@EnabledOnOs(OS.LINUX)
class StaleLocksTest {
    private static final Duration LONG_AGO = Duration.ofHours(1);

    @TempDir static Path shared;
    private static Sandbox begun;

    @TempDir Path folder;

    private final List<Process> living = new ArrayList<>();
    private User user;
    private Path git;

    @BeforeAll
    static void remote() throws Exception {
        begun = Sandbox.begun(shared);
    }

    @BeforeEach
    void begin() throws Exception {
        user = begun.in(folder.toRealPath()).user("user");
        git = user.root().resolve(".git");
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : living) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void oursAloneGoWhenTheyAreOld() throws Exception {
        Path lock = lock("refs/reducto/memory/synced.lock", LONG_AGO);
        Path young = lock("refs/reducto/memory/fetched.lock", StaleLocks.AGE_MIN.dividedBy(2));
        assertThat(StaleLocks.remove(user.open())).containsExactly(lock);
        assertThat(lock).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aLivingGitOfTheCloneKeepsThem() throws Exception {
        Path lock = lock("refs/reducto/memory/fetched.lock", LONG_AGO);
        Process reading = start(user.root(), "git", "cat-file", "--batch");
        awaitAnswer(reading);
        assertThat(StaleLocks.remove(user.open())).isEmpty();
        end(reading);
        String directory = git.toRealPath().toString();
        for (List<String> command :
                List.of(
                        List.of("git", "--git-dir=" + directory, "cat-file", "--batch"),
                        List.of("git", "--git-dir", directory, "cat-file", "--batch"),
                        List.of("env", "GIT_DIR=user/.git", "git", "cat-file", "--batch"))) {
            Process outside = start(folder, command.toArray(String[]::new));
            awaitAnswer(outside);
            assertThat(StaleLocks.remove(user.open())).as("%s", command).isEmpty();
            end(outside);
        }
        start(shared.resolve("first"), "git", "cat-file", "--batch");
        assertThat(StaleLocks.remove(user.open())).as("one elsewhere").containsExactly(lock);
    }

    @Test
    void aLockThatSomeProgramHasOpenStays() throws Exception {
        Path lock = lock("refs/reducto/memory/fetched.lock", LONG_AGO);
        Process other = start(folder, "sh", "-c", "exec 3>>'" + lock + "'; echo; exec cat");
        assertThat(other.getInputStream().read()).isEqualTo('\n');
        age(lock, LONG_AGO);
        assertThat(StaleLocks.remove(user.open())).isEmpty();
        end(other);
        assertThat(StaleLocks.remove(user.open())).containsExactly(lock);
    }

    @Test
    void whatOurMoveMayHaveLeftGoesAndNothingElse() throws Exception {
        Path index = lock("index.lock", LONG_AGO);
        Path head = lock("HEAD.lock", LONG_AGO);
        Path branch = lock("refs/heads/main.lock", LONG_AGO);
        Path other = lock("refs/heads/other.lock", LONG_AGO);
        assertThat(StaleLocks.remove(user.open())).as("no move was cut off").isEmpty();
        mark(LONG_AGO.minusSeconds(1), "refs/heads/main");
        assertThat(StaleLocks.remove(user.open())).as("older than the move").isEmpty();
        mark(LONG_AGO.plus(StaleLocks.OURS_WITHIN).plusSeconds(1), "refs/heads/main");
        assertThat(StaleLocks.remove(user.open())).as("long after it").isEmpty();
        mark(LONG_AGO, "\0\0", "refs/heads/\0", "refs/heads/../../config", "refs/heads/main");
        assertThat(StaleLocks.remove(user.open()))
                .containsExactlyInAnyOrder(index, head, branch)
                .doesNotContain(other);
        assertThat(other).exists();
        assertThat(git.resolve("reducto/memory/touching")).doesNotExist();
    }

    @Test
    void whatIsTooYoungIsRemovedByALaterCommand() throws Exception {
        Path index = lock("index.lock", Duration.ZERO);
        mark(Duration.ofSeconds(1), "refs/heads/main");
        assertThat(StaleLocks.remove(user.open())).isEmpty();
        ObjectId target = user.memory(user.head(), "memory/unified.jsonl", "{\"a\":2}\n");
        assertThatThrownBy(() -> user.moveTo(target)).isInstanceOf(GitException.class);
        age(index, LONG_AGO);
        mark(LONG_AGO, "refs/heads/main");
        assertThat(StaleLocks.remove(user.open())).containsExactly(index);
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
    }

    /** It keeps the lock, closed, while its user writes the message. */
    @Test
    void aCommitWhoseMessageIsBeingWrittenKeepsItsLock() throws Exception {
        Path index = git.resolve("index.lock");
        mark(LONG_AGO, "refs/heads/main");
        user.write("README", "mine\n");
        Path written = folder.resolve("written");
        Path editor = folder.resolve("editor");
        Sandbox.script(editor, "touch '%s'; read line; echo mine > \"$1\"".formatted(written));
        Process commit =
                start(user.root(), "git", "-c", "core.editor=" + editor, "commit", "-q", "-a");
        while (!Files.exists(written)) {
            assertThat(commit.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        age(index, LONG_AGO);
        assertThat(StaleLocks.remove(user.open())).isEmpty();
        assertThat(index).exists();
        commit.getOutputStream().write('\n');
        commit.getOutputStream().close();
        assertThat(commit.waitFor()).isZero();
        assertThat(user.git("log", "-1", "--format=%s")).isEqualTo("mine");
    }

    @Test
    void aGitThatIsKilledWhileItWritesTheWorkTreeLeavesNoLockForTheUser() throws Exception {
        ObjectId target = theirs();
        // The parent of a filter is the git that holds the index.
        user.write(".git/info/attributes", "src/code.txt filter=kill\n");
        user.git("config", "filter.kill.smudge", "kill -9 $PPID; cat");
        assertThatThrownBy(() -> user.moveTo(target)).isInstanceOf(GitException.class);
        user.git("config", "filter.kill.smudge", "cat");
        isRemovedAndMoved(target, "index.lock");
    }

    @Test
    void aGitThatIsKilledWhileItMovesTheBranchLeavesNoLockForTheUser() throws Exception {
        ObjectId target = theirs();
        Sandbox.hook(folder, "reference-transaction", "[ $1 = prepared ] && kill -9 $PPID");
        Git killed =
                command ->
                        command.arguments().contains("update-ref")
                                ? user.program().run(withHooks(command))
                                : user.program().run(command);
        assertThatThrownBy(() -> user.moveTo(target, killed)).isInstanceOf(GitException.class);
        isRemovedAndMoved(target, "refs/heads/main.lock", "HEAD.lock");
    }

    private GitCommand withHooks(GitCommand command) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.replaceAll(a -> a.replace("/dev/null", folder.resolve("hooks").toString()));
        return GitCommand.of(arguments.toArray(String[]::new));
    }

    private void isRemovedAndMoved(ObjectId target, String... names) throws Exception {
        List<Path> locks = new ArrayList<>();
        for (String name : names) {
            locks.add(git.resolve(name));
        }
        assertThat(locks).allSatisfy(lock -> assertThat(lock).exists());
        assertThatThrownBy(() -> user.moveTo(target))
                .as("without a proof nothing is removed")
                .isInstanceOf(GitException.class);
        assertThat(StaleLocks.remove(user.open())).as("too young").isEmpty();
        age(git.resolve("reducto/memory/touching"), LONG_AGO);
        for (Path lock : locks) {
            age(lock, LONG_AGO);
        }
        assertThat(StaleLocks.remove(user.open())).containsExactlyInAnyOrderElementsOf(locks);
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.head()).isEqualTo(target);
        assertThat(user.git("status", "--porcelain")).isEmpty();
        assertThat(git.resolve("reducto/memory/touching")).doesNotExist();
        user.fsck();
    }

    private ObjectId theirs() throws Exception {
        User other = begun.in(folder).user("other");
        other.write("src/code.txt", "theirs\n");
        ObjectId theirs = other.commit("theirs");
        user.git("fetch", "--quiet", other.root().toString(), "main");
        return user.memory(theirs, "memory/unified.jsonl", "{\"b\":2}\n");
    }

    private Path lock(String name, Duration ago) throws IOException {
        Path lock = git.resolve(name);
        Files.createDirectories(lock.getParent());
        Files.createFile(lock);
        age(lock, ago);
        return lock;
    }

    private void mark(Duration ago, String... refs) throws IOException {
        user.write(".git/reducto/memory/touching", String.join("\n", refs) + "\n");
        age(git.resolve("reducto/memory/touching"), ago);
    }

    /** All of one test are as old as they say at one moment. */
    private void age(Path file, Duration ago) throws IOException {
        Instant now = Files.getLastModifiedTime(git.resolve("config")).toInstant();
        Files.setLastModifiedTime(file, FileTime.from(now.minus(ago)));
    }

    private Process start(Path where, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
        builder.environment().putAll(Sandbox.ISOLATED);
        Process process = builder.start();
        living.add(process);
        return process;
    }

    /** It has begun to work. */
    private static void awaitAnswer(Process reading) throws IOException {
        reading.getOutputStream().write('\n');
        reading.getOutputStream().flush();
        assertThat(reading.getInputStream().read()).isNotNegative();
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
    }
}
