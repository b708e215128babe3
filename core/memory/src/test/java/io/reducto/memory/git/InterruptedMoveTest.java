package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.Move.Outcome;
import io.reducto.memory.git.Sandbox.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move that ends before, or after, each of its commands; the next one puts everything right. */
class InterruptedMoveTest {
    @TempDir Path folder;

    private Sandbox sandbox;
    private User other;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.begun(folder);
        other = sandbox.user("other");
    }

    /** Ends like a process that is killed: at one call, and at all that follow. */
    private static final class Killed implements Git {
        private final Git git;
        private final int at;
        private final boolean after;
        private int calls;

        Killed(Git git, int at, boolean after) {
            this.git = git;
            this.at = at;
            this.after = after;
        }

        @Override
        public GitOutput run(GitCommand command) throws GitException {
            int call = calls++;
            if (call == at && after) {
                git.run(command);
            }
            if (call >= at) {
                throw new GitException(GitException.Kind.OTHER, "killed");
            }
            return git.run(command);
        }
    }

    @Test
    void theNextCallPutsItRight() throws Exception {
        User template = sandbox.user("template");
        ObjectId target = prepare(template);
        other.write("src/code.txt", "later\n");
        Files.delete(other.root().resolve("src/new.txt"));
        ObjectId theirs = other.commit("later");
        template.git("fetch", "--quiet", other.root().toString(), "main");
        ObjectId later = template.memory(theirs, "memory/hosts/later.jsonl", "{\"later\":1}\n");
        List<GitCommand> commands = new ArrayList<>();
        User whole = copy(template, "whole");
        Git recording =
                command -> {
                    commands.add(command);
                    return whole.program().run(command);
                };
        assertThat(whole.moveTo(target, recording).outcome()).isEqualTo(Outcome.MOVED);
        for (int at = 0; at < commands.size(); at++) {
            // Every other time the remote has gone on in between.
            List<ObjectId> targets = List.of(target, at % 2 == 0 ? target : later);
            killAndRepeat(copy(template, at + "-before"), at, false, targets);
            if (changesTheClone(commands.get(at))) {
                killAndRepeat(copy(template, at + "-after"), at, true, targets);
            }
        }
    }

    private static boolean changesTheClone(GitCommand command) {
        return Stream.of("update-index", "checkout-index", "read-tree", "update-ref")
                .anyMatch(command.arguments()::contains);
    }

    private User copy(User template, String name) throws Exception {
        Path root = folder.resolve(name);
        try (Stream<Path> files = Files.walk(template.root())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        root.resolve(template.root().relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new User(root, new GitProgram(root, Sandbox.ISOLATED));
    }

    private static void killAndRepeat(User user, int at, boolean after, List<ObjectId> targets)
            throws Exception {
        LocalBranch branch =
                new LocalBranch(
                        new Killed(user.program(), at, after), user.open(), ManagedFiles.OF_MEMORY);
        assertThatThrownBy(() -> branch.moveTo(targets.get(0), Sandbox.AUTHOR, Sandbox.NOW))
                .hasMessage("killed");
        assertThat(user.moveTo(targets.get(1)).isDone()).isTrue();
        check(user, targets.get(1));
    }

    /** Local commits of both kinds, changes not committed of all kinds, news of both kinds. */
    private ObjectId prepare(User user) throws Exception {
        user.write("memory/unified.jsonl", "offline\n");
        user.commit("offline");
        user.write("mine.txt", "mine\n");
        user.commit("mine");
        user.write("README", "staged\n");
        user.git("add", "README");
        user.write("README", "unstaged\n");
        user.write("untracked", "u\n");
        user.write("memory/hosts/first.jsonl", "edited\n");
        other.write("src/code.txt", "theirs\n");
        other.write("src/new.txt", "new\n");
        ObjectId theirs = other.commit("theirs");
        user.git("fetch", "--quiet", other.root().toString(), "main");
        return user.memory(theirs, "memory/unified.jsonl", "{\"b\":2}\n");
    }

    private static void check(User user, ObjectId target) throws Exception {
        assertThat(user.git("log", "--format=%s", target + "..HEAD")).isEqualTo("mine");
        assertThat(user.git("status", "--porcelain").lines())
                .containsExactly("MM README", "?? untracked");
        assertThat(user.git("show", ":README")).isEqualTo("staged");
        assertThat(user.read("README")).isEqualTo("unstaged\n");
        assertThat(user.read("src/code.txt").strip())
                .isEqualTo(user.git("show", target + ":src/code.txt"));
        assertThat(user.read("mine.txt")).isEqualTo("mine\n");
        assertThat(Files.exists(user.root().resolve("memory/hosts/first.jsonl"))).isFalse();
        assertThat(user.git("for-each-ref", "--format=%(refname)", "refs/reducto")).isEmpty();
        user.fsck();
    }

    @Test
    void aWorkTreeThatWasHalfWrittenIsNoChangeOfTheUser() throws Exception {
        User user = sandbox.user("user");
        ObjectId target = prepare(user);
        user.write("src/code.txt", "theirs\n");
        user.write("src/new.txt", "new\n");
        assertThat(user.moveTo(target).outcome()).isEqualTo(Outcome.MOVED);
        check(user, target);
    }

    @Test
    void aMoveThatWasCutOffIsForgottenWhereTheUserHasGoneOn() throws Exception {
        User user = sandbox.user("user");
        ObjectId target = prepare(user);
        ObjectId begin = user.id("HEAD~2");
        new MoveJournal(user.open()).write(new MoveJournal.Step("refs/heads/main", begin, target));
        String before = user.git("status", "--porcelain");
        assertThat(user.moveTo(begin).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(user.git("log", "--format=%s", begin + "..HEAD")).isEqualTo("mine");
        assertThat(before).contains("README");
        assertThat(user.root().resolve(".git/reducto/memory/moving")).doesNotExist();
    }
}
