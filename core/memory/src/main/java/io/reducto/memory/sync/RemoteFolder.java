package io.reducto.memory.sync;

import io.reducto.crdt.ReplicaId;
import io.reducto.memory.git.CloneFolder;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A clone that a service keeps of a remote for itself: a cache, in which nobody works. For one
 * thread.
 */
final class RemoteFolder {
    private static final String HEAD = "ref: refs/heads/";

    private final Path folder;
    private final RemoteAddress remote;
    private final ReplicaId replica;
    private final Git git;
    private Optional<CloneFolder> clone = Optional.empty();

    RemoteFolder(Path folder, RemoteAddress remote, ReplicaId replica, Surroundings surroundings)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.remote = remote;
        this.replica = replica;
        this.git = surroundings.git().apply(folder);
    }

    Git git() {
        return git;
    }

    Path path() {
        return folder;
    }

    /** The clone, whose branch is that of the remote; made when it is asked for first. */
    CloneFolder opened() throws GitException, MemoryException {
        if (clone.isEmpty()) {
            clone = Optional.of(make());
        }
        return clone.get();
    }

    private CloneFolder make() throws GitException, MemoryException {
        git.run(GitCommand.of("init", "--quiet"));
        git.run(GitCommand.of("symbolic-ref", "HEAD", "refs/heads/" + branch()));
        CloneFolder made = CloneFolder.open(git);
        made.set("remote.origin.url", remote.url());
        made.set("gc.autodetach", "false");
        new CloneSettings(made).replica(replica);
        return CloneFolder.open(git);
    }

    private String branch() throws GitException, MemoryException {
        if (!remote.branch().isEmpty()) {
            return remote.branch();
        }
        String answer =
                git.run(GitCommand.of("ls-remote", "--symref", "--", remote.url(), "HEAD")).text();
        return answer.lines()
                .filter(line -> line.startsWith(HEAD))
                .map(line -> line.substring(HEAD.length(), line.indexOf('\t')))
                .findFirst()
                .orElseThrow(
                        () ->
                                new MemoryException(
                                        MemoryException.Kind.UNREACHABLE,
                                        "%s: expected a branch, found none; name one (%s#BRANCH), or push the first commit"
                                                .formatted(remote, remote)));
    }
}
