package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.Move.Outcome;
import io.reducto.memory.git.Sandbox.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move that ends anywhere; the next one puts everything right. */
class InterruptedMoveTest {
    private static final int THREADS = 4;

    /** What changes a clone. */
    private static final List<String> CHANGES =
            List.of(
                    "fast-import",
                    "hash-object",
                    "update-index",
                    "checkout-index",
                    "read-tree",
                    "update-ref");

    @TempDir Path folder;

    private Sandbox sandbox;
    private User other;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.begun(folder);
        other = sandbox.user("other");
    }

    /** Keeps each state that a clone is in before and after a command: so does a kill leave it. */
    private static final class Keeping implements Git {
        private final User user;
        private final Path folder;
        private final Map<Map<String, String>, User> states = new LinkedHashMap<>();

        Keeping(User user, Path folder) {
            this.user = user;
            this.folder = folder;
        }

        @Override
        public GitOutput run(GitCommand command) throws GitException {
            keep();
            GitOutput output = user.program().run(command);
            keep();
            return output;
        }

        private void keep() {
            try {
                Map<String, String> state = stateOf(user.root());
                if (!states.containsKey(state)) {
                    states.put(state, user.copiedTo(folder.resolve("state-" + states.size())));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * Names, modes and bytes of all files, the index among them. Objects that nothing names are
         * not: whether they are there already decides nothing.
         */
        private static Map<String, String> stateOf(Path root) throws IOException {
            Map<String, String> state = new HashMap<>();
            try (Stream<Path> files = Files.walk(root)) {
                Path objects = root.resolve(".git/objects");
                for (Path file :
                        files.filter(Files::isRegularFile)
                                .filter(file -> !file.startsWith(objects))
                                .toList()) {
                    String mode = Files.getPosixFilePermissions(file).toString();
                    ObjectId bytes = ObjectFormat.SHA1.blob(Files.readAllBytes(file));
                    state.put(root.relativize(file).toString(), mode + bytes);
                }
            }
            return state;
        }
    }

    @Test
    void whateverAKillLeavesTheNextCallPutsRight() throws Exception {
        User template = sandbox.user("template");
        ObjectId target = prepare(template);
        ObjectId later = later(template);
        User whole = template.copiedTo(folder.resolve("whole"));
        Keeping keeping = new Keeping(whole, folder);
        assertThat(whole.moveTo(target, keeping).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(keeping.states).hasSizeGreaterThan(CHANGES.size());
        List<Callable<Void>> repetitions = new ArrayList<>();
        for (User user : keeping.states.values()) {
            User goneOn = user.copiedTo(Path.of(user.root() + "-later"));
            repetitions.add(() -> repeat(user, target));
            repetitions.add(() -> repeat(goneOn, later));
        }
        allOf(repetitions);
    }

    private static Void repeat(User user, ObjectId target) throws Exception {
        assertThat(user.moveTo(target).isDone()).as("%s", user.root().getFileName()).isTrue();
        check(user, target);
        return null;
    }

    /** They wait for processes, each in a folder of its own. */
    private static void allOf(List<Callable<Void>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whereACommandFailsTheNextCallPutsItRight() throws Exception {
        User template = sandbox.user("template");
        ObjectId target = prepare(template);
        List<Callable<Void>> repetitions = new ArrayList<>();
        for (String change : CHANGES) {
            User user = template.copiedTo(folder.resolve(change));
            repetitions.add(
                    () -> {
                        assertThatThrownBy(() -> user.moveTo(target, failing(user, change)))
                                .hasMessage("failed");
                        return repeat(user, target);
                    });
        }
        allOf(repetitions);
    }

    private static Git failing(User user, String change) {
        return command -> {
            if (command.arguments().contains(change)) {
                throw new GitException(GitException.Kind.OTHER, "failed");
            }
            return user.program().run(command);
        };
    }

    /** The remote goes on: what was new is gone again. */
    private ObjectId later(User user) throws Exception {
        other.write("src/code.txt", "later\n");
        Files.delete(other.root().resolve("src/new.txt"));
        ObjectId theirs = other.commit("later");
        user.git("fetch", "--quiet", other.root().toString(), "main");
        return user.memory(theirs, "memory/hosts/later.jsonl", "{\"later\":1}\n");
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
