package io.reducto.memory.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A bare remote and clones of it, away from the configuration of this machine. */
final class Sandbox {
    static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    static final Identity AUTHOR = new Identity("Jürgen Test", "j@example.org");
    static final Map<String, String> ISOLATED =
            Map.of(
                    "GIT_CONFIG_GLOBAL", "/dev/null",
                    "GIT_CONFIG_NOSYSTEM", "1",
                    "GIT_TEMPLATE_DIR", "",
                    "HOME", "/nonexistent",
                    "XDG_CONFIG_HOME", "/nonexistent",
                    // No test cuts the power.
                    "GIT_CONFIG_PARAMETERS", "'core.fsync'='none'",
                    // The user's own commits: at one time, so that the same history has the same
                    // ids.
                    "GIT_AUTHOR_DATE", "1600000000 +0000",
                    "GIT_COMMITTER_DATE", "1600000000 +0000");

    final Path folder;
    final Path remote;

    private Sandbox(Path folder, Path remote) {
        this.folder = folder;
        this.remote = remote;
    }

    /** With an empty remote whose branch is {@code main}. */
    static Sandbox empty(Path folder) throws Exception {
        Sandbox sandbox = new Sandbox(folder, folder.resolve("remote.git"));
        run(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
        run(sandbox.remote, "config", "core.fsync", "none");
        return sandbox;
    }

    /** With a remote that has one commit. */
    static Sandbox begun(Path folder) throws Exception {
        Sandbox sandbox = empty(folder);
        User first = sandbox.user("first");
        first.write("src/code.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        first.write("README", "read me\n");
        first.write("memory/README.md", "ours beside theirs\n");
        first.write("memory/unified.jsonl", "{\"a\":1}\n");
        first.write("memory/hosts/first.jsonl", "{\"a\":1}\n");
        first.commit("begin");
        first.git("push", "--quiet", "origin", "HEAD:main");
        return sandbox;
    }

    /** The same remote for all tests of a class, each with clones in its own folder. */
    Sandbox in(Path other) {
        return new Sandbox(other, remote);
    }

    User user(String name) throws Exception {
        run(folder, "clone", "--quiet", remote.toString(), name);
        return User.in(folder.resolve(name));
    }

    String inRemote(String... arguments) throws GitException {
        return run(remote, arguments);
    }

    static void hook(Path gitDirectory, String name, String script) throws IOException {
        script(Files.createDirectories(gitDirectory.resolve("hooks")).resolve(name), script);
    }

    static void script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("script " + file + " cannot be made executable");
        }
    }

    static String run(Path folder, String... arguments) throws GitException {
        return new GitProgram(folder, ISOLATED).run(GitCommand.of(arguments)).line();
    }

    static SortedMap<String, byte[]> files(String... pathsAndTexts) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    /** Somebody with a clone. */
    record User(Path root, GitProgram program) {
        static User in(Path root) throws GitException {
            User user = new User(root, new GitProgram(root, ISOLATED));
            user.git("config", "user.name", "user");
            user.git("config", "user.email", "user@example.org");
            return user;
        }

        /** Somebody with the same clone at {@code other}, files as they are: no process. */
        User copiedTo(Path other) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            other.resolve(root.relativize(file)),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            return new User(other, new GitProgram(other, ISOLATED));
        }

        String git(String... arguments) throws GitException {
            return program.run(GitCommand.of(arguments)).line();
        }

        CloneFolder open() throws GitException {
            return CloneFolder.open(program);
        }

        void write(String path, String text) throws IOException {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        String read(String path) throws IOException {
            return Files.readString(root.resolve(path));
        }

        ObjectId commit(String message) throws GitException {
            git("add", "--all");
            git("commit", "--quiet", "--allow-empty", "-m", message);
            return head();
        }

        ObjectId head() throws GitException {
            return id("HEAD");
        }

        ObjectId id(String name) throws GitException {
            return new ObjectId(git("rev-parse", "--verify", name));
        }

        /** A commit of ours on {@code parent}. */
        ObjectId memory(ObjectId parent, String... pathsAndTexts) throws GitException {
            return new CommitBuilder(program, open(), ManagedFiles.OF_MEMORY)
                    .commit(Optional.of(parent), files(pathsAndTexts), "memory", AUTHOR, NOW);
        }

        RemoteBranch branch() throws GitException {
            CloneFolder clone = open();
            return new RemoteBranch(program, clone, clone.upstream().orElseThrow());
        }

        Move moveTo(ObjectId target) throws GitException {
            return moveTo(target, program);
        }

        Move moveTo(ObjectId target, Git git) throws GitException {
            return new LocalBranch(git, open(), ManagedFiles.OF_MEMORY).moveTo(target, AUTHOR, NOW);
        }

        /** What the user sees of changes: status, stash, and the tip. */
        String state() throws GitException {
            return git("status", "--porcelain=v2", "--untracked-files=all")
                    + "\n"
                    + git("stash", "list")
                    + "\n"
                    + git("log", "-1", "--format=%H %D");
        }

        void fsck() throws GitException {
            git("fsck", "--strict", "--no-dangling");
        }
    }
}
