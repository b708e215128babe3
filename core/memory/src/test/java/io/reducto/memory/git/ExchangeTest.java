package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.Sandbox.User;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The parts together, as an exchange uses them: fetch, commit on the tip, push, move. */
@ExtendWith(Seed.Extension.class)
class ExchangeTest {
    private static final int CLONES = 4;
    private static final int ROUNDS = 10;

    @TempDir Path folder;

    /** One clone that exchanges: what it knows is what it has read and written. */
    private static final class Replica {
        final User user;
        final List<String> calls = new ArrayList<>();
        final NavigableMap<String, byte[]> known = new TreeMap<>();
        private final Git git;
        private final CloneFolder clone;

        Replica(User user) throws GitException {
            this.user = user;
            this.git =
                    command -> {
                        calls.add(command.toString());
                        return user.program().run(command);
                    };
            this.clone = CloneFolder.open(git);
        }

        void exchange(RandomGenerator random) throws Exception {
            RemoteBranch remote = new RemoteBranch(git, clone, clone.upstream().orElseThrow());
            Backoff.Source source =
                    new Backoff.Source(
                            random,
                            nanos -> Thread.sleep(Duration.ofNanos(nanos).toMillis()),
                            System::nanoTime);
            Backoff backoff = new Backoff(Backoff.BEHIND, Duration.ofMinutes(5), source);
            ObjectId commit = prepare(remote.fetch());
            while (remote.push(commit) == PushResult.BEHIND) {
                assertThat(backoff.await()).isTrue();
                commit = prepare(remote.fetch());
            }
            finish(commit);
        }

        private ObjectId prepare(Optional<ObjectId> tip) throws GitException {
            TreeReader reader = new TreeReader(git, ManagedFiles.OF_MEMORY);
            if (tip.isPresent()) {
                reader.read(tip.get()).forEach(known::putIfAbsent);
            }
            return new CommitBuilder(git, clone, ManagedFiles.OF_MEMORY)
                    .commit(tip, known, "memory", clone.identity("replica"), Sandbox.NOW);
        }

        void exchangeWithoutNews() throws GitException {
            RemoteBranch remote = new RemoteBranch(git, clone, clone.upstream().orElseThrow());
            ObjectId tip = remote.fetch().orElseThrow();
            if (prepare(Optional.of(tip)).equals(tip)) {
                finish(tip);
            }
        }

        private void finish(ObjectId commit) throws GitException {
            new LocalBranch(git, clone, ManagedFiles.OF_MEMORY)
                    .moveTo(commit, Sandbox.AUTHOR, Sandbox.NOW);
            new References(git).set(References.SYNCED, commit);
        }
    }

    @Test
    void fourClonesPushAtOnce(Seed seed) throws Exception {
        Sandbox sandbox = Sandbox.empty(folder);
        ExecutorService threads = Executors.newFixedThreadPool(CLONES);
        List<Future<Replica>> running = new ArrayList<>();
        for (int i = 0; i < CLONES; i++) {
            Replica replica = new Replica(sandbox.user("clone" + i));
            running.add(threads.submit(rounds(replica, i, seed.random().split())));
        }
        for (Future<Replica> future : running) {
            User user = future.get().user;
            user.fsck();
            assertThat(user.git("status", "--porcelain")).isEmpty();
        }
        threads.shutdown();
        sandbox.inRemote("fsck", "--strict");
        assertThat(sandbox.inRemote("rev-list", "--merges", "main")).isEmpty();
        assertThat(sandbox.inRemote("rev-list", "--count", "main")).isEqualTo("" + CLONES * ROUNDS);
        assertThat(sandbox.inRemote("ls-tree", "-r", "--name-only", "main").lines().count())
                .isEqualTo(CLONES * ROUNDS);
        assertThat(sandbox.inRemote("for-each-ref", "--format=%(refname)"))
                .isEqualTo("refs/heads/main");
    }

    private static Callable<Replica> rounds(Replica replica, int i, RandomGenerator random) {
        return () -> {
            for (int round = 0; round < ROUNDS; round++) {
                replica.known.put(
                        "memory/hosts/clone%d-%d.jsonl".formatted(i, round),
                        ("{\"round\":" + round + "}\n")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                replica.exchange(random);
            }
            return replica;
        };
    }

    @Test
    void anExchangeWithoutNewsIsFewProcesses() throws Exception {
        Replica replica = new Replica(Sandbox.begun(folder).user("user"));
        replica.exchangeWithoutNews();
        replica.calls.clear();
        replica.exchangeWithoutNews();
        assertThat(replica.calls).as(String.join("\n", replica.calls)).hasSize(9);
    }

    @Test
    void settingsOfTheUserChangeNoBytes() throws Exception {
        Sandbox sandbox = Sandbox.begun(folder);
        Map<String, String> settings =
                Map.ofEntries(
                        Map.entry("core.autocrlf", "true"),
                        Map.entry("core.safecrlf", "true"),
                        Map.entry("core.eol", "crlf"),
                        Map.entry("core.fileMode", "false"),
                        Map.entry("core.quotePath", "true"),
                        Map.entry("core.ignoreCase", "true"),
                        Map.entry("core.precomposeUnicode", "true"),
                        Map.entry("commit.gpgsign", "true"),
                        Map.entry("push.gpgSign", "if-asked"),
                        Map.entry("gpg.program", "/bin/false"),
                        Map.entry("fetch.prune", "true"),
                        Map.entry("fetch.pruneTags", "true"),
                        Map.entry("pull.rebase", "merges"),
                        Map.entry("rebase.autoStash", "false"),
                        Map.entry("log.showSignature", "true"),
                        Map.entry("log.showRoot", "false"),
                        Map.entry("diff.noprefix", "true"),
                        Map.entry("diff.renames", "copies"),
                        Map.entry("status.branch", "true"),
                        Map.entry("color.ui", "always"),
                        Map.entry("remote.origin.mirror", "true"),
                        Map.entry("push.default", "nothing"));
        User user = sandbox.user("Jürgens Notizen");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            user.git("config", setting.getKey(), setting.getValue());
        }
        user.git("checkout", "--quiet", "main");
        user.write("mine.txt", "mine\r\n");
        user.git("add", "mine.txt");
        user.git("commit", "--quiet", "--no-gpg-sign", "-m", "mine");
        Replica replica = new Replica(user);
        byte[] bytes = "{\"a\":1}\n{\"ü\":2}\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (String path : List.of("memory/unified.jsonl", "memory/hosts/ü ö'\"$x.jsonl")) {
            replica.known.put(path, bytes);
            replica.exchange(RandomGenerator.getDefault());
            assertThat(Files.readAllBytes(user.root().resolve(path))).isEqualTo(bytes);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(user.root().resolve(path))))
                    .isEqualTo("rw-------");
        }
        assertThat(user.git("log", "--format=%s", "origin/main..HEAD")).isEqualTo("mine");
        assertThat(user.git("diff", "HEAD", "--name-only", "--no-color")).isEmpty();
        User other = sandbox.user("other");
        SortedMap<String, byte[]> files =
                new TreeReader(other.program(), ManagedFiles.OF_MEMORY).read(other.head());
        assertThat(files).hasSize(3);
        assertThat(files.values()).filteredOn(file -> Arrays.equals(file, bytes)).hasSize(2);
        user.fsck();
    }

    @Test
    void aShallowCloneExchanges() throws Exception {
        Sandbox sandbox = Sandbox.begun(folder);
        User first = sandbox.user("second");
        first.write("README", "second\n");
        first.commit("second");
        first.git("push", "--quiet");
        Sandbox.run(folder, "clone", "--quiet", "--depth=1", "file://" + sandbox.remote, "shallow");
        Replica replica = new Replica(User.in(folder.resolve("shallow")));
        replica.known.put("memory/hosts/shallow.jsonl", new byte[] {'{', '}', '\n'});
        replica.exchange(RandomGenerator.getDefault());
        assertThat(sandbox.inRemote("rev-list", "--count", "main")).isEqualTo("3");
        assertThat(replica.user.git("status", "--porcelain")).isEmpty();
        assertThat(
                        new TreeReader(replica.user.program(), ManagedFiles.OF_MEMORY)
                                .mergeParents(Optional.empty(), replica.user.head()))
                .isEmpty();
    }
}
