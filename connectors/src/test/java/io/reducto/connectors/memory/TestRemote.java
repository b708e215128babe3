package io.reducto.connectors.memory;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitProgram;
import io.reducto.memory.sync.RemoteAddress;
import io.reducto.memory.sync.RemoteHistory;
import io.reducto.memory.sync.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A bare repository on this machine, what it holds, and a hook that decides on pushes. */
final class TestRemote {
    private static final Duration NEVER = Duration.ofDays(1);

    final Path path;
    final RemoteAddress address;
    private final Path hook;
    private final Path folder;

    TestRemote(Path folder, String name) throws IOException, GitException {
        this.folder = folder;
        this.path = folder.resolve(name);
        git(folder, "init", "-q", "--bare", "-b", "main", name);
        this.address = RemoteAddress.parse(path + "#main");
        this.hook = Files.createDirectories(path.resolve("hooks")).resolve("pre-receive");
    }

    static ObservedRemoveMap entry(String id) {
        byte[] value = "{\"id\":\"%s\"}".formatted(id).getBytes(StandardCharsets.UTF_8);
        ReplicaId replica = new ReplicaId("writer-" + id);
        return new ObservedRemoveMap()
                .put(new HybridClock(() -> 1_000), replica, "default/" + id, value);
    }

    /** Runs {@code script} before each push is taken. */
    void decideBy(String script) throws IOException {
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
    }

    void takeAll() throws IOException {
        Files.delete(hook);
    }

    /** A sink of these remotes that exchanges at the end of its input only. */
    static RemoteSinkWriter writer(Collection<PendingNews> pending, TestRemote... remotes)
            throws IOException {
        return writer(
                pending,
                new ExchangeMetrics(new UnregisteredMetricsGroup(), System::nanoTime),
                remotes);
    }

    static RemoteSinkWriter writer(
            Collection<PendingNews> pending, ExchangeMetrics metrics, TestRemote... remotes)
            throws IOException {
        return RemoteSinkWriter.start(
                List.of(remotes).stream().map(remote -> remote.address).toList(),
                NEVER,
                Duration.ZERO,
                pending,
                metrics);
    }

    /** Answers nobody until {@code comeBack}. */
    void goAway() throws IOException {
        Files.move(path, elsewhere());
    }

    void comeBack() throws IOException {
        Files.move(elsewhere(), path);
    }

    private Path elsewhere() {
        return folder.resolve("elsewhere.git");
    }

    /** Brings it {@code news}. */
    void bring(ObservedRemoveMap news) throws Exception {
        try (RemoteSinkWriter writer =
                writer(List.of(new PendingNews(address.toString(), news)), this)) {
            writer.flush(true);
        }
    }

    /** Everything that it has. */
    ObservedRemoveMap state() throws Exception {
        ObservedRemoveMap state = new ObservedRemoveMap();
        RemoteHistory history =
                new RemoteHistory(
                        Files.createTempDirectory(folder, "reader"),
                        address,
                        Surroundings.system(new SecureRandom(), Duration.ZERO));
        for (MemoryContents contents : history.read(Optional.empty()).orElseThrow().contents()) {
            state.joinIn(contents.state());
        }
        return state;
    }

    static String git(Path folder, String... arguments) throws GitException {
        return new GitProgram(folder).run(GitCommand.of(arguments)).text();
    }
}
