package io.reducto.memory.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Index and work tree of a clone: what differs from a commit, and our files put right. */
final class WorkTree {
    private final Git git;
    private final CloneFolder clone;
    private final ManagedFiles managed;

    WorkTree(Git git, CloneFolder clone, ManagedFiles managed) {
        this.git = git;
        this.clone = clone;
        this.managed = managed;
    }

    Path root() {
        return clone.root();
    }

    /**
     * Gives index and work tree the managed files of {@code commit}, whatever is in them, and mode
     * 600. One process where nothing differs.
     */
    void restoreManaged(ObjectId commit) throws GitException, IOException {
        List<RawChange> ours = managedChanges(commit);
        if (!ours.isEmpty()) {
            git.run(updateIndex(ours, RawChange::old));
            delete(ours.stream().filter(change -> change.old().isAbsent()).toList());
            git.run(checkoutIndex(ours));
        }
        if (PrivateFiles.protect(root(), managed) || !ours.isEmpty()) {
            git.run(refresh());
        }
    }

    /** Deletes the files of {@code changes}. */
    void delete(List<RawChange> changes) throws IOException {
        for (RawChange change : changes) {
            Files.deleteIfExists(notAFolder(change));
        }
    }

    /** Those of our files in which index or work tree differ from {@code commit}, the old side. */
    List<RawChange> managedChanges(ObjectId commit) throws GitException {
        List<String> arguments = new ArrayList<>(List.of("diff-index", commit.hex(), "--"));
        arguments.addAll(managed.folders());
        return changes(arguments.toArray(String[]::new)).stream()
                .filter(change -> managed.contain(change.path()))
                .toList();
    }

    /** What {@code diff-tree} or {@code diff-index} with {@code arguments} lists. */
    List<RawChange> changes(String... arguments) throws GitException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--raw", "-z", "--no-renames", "--no-abbrev"));
        return RawChange.list(git, inRoot(all.toArray(String[]::new)));
    }

    GitCommand updateIndex(List<RawChange> changes, Function<RawChange, RawChange.Side> side) {
        StringBuilder lines = new StringBuilder();
        changes.forEach(change -> lines.append(change.indexLine(side.apply(change))));
        return inRoot("update-index", "-z", "--index-info").reading(lines.toString());
    }

    /** Lets the index know that files were touched but not changed. */
    GitCommand refresh() {
        return inRoot("update-index", "-q", "--ignore-submodules", "--refresh").expecting(0, 1);
    }

    GitCommand inRoot(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-C", root().toString()));
        all.addAll(List.of(arguments));
        return GitCommand.withoutHooks(all.toArray(String[]::new));
    }

    private GitCommand checkoutIndex(List<RawChange> ours) throws IOException {
        StringBuilder paths = new StringBuilder();
        for (RawChange change : ours) {
            if (!change.old().isAbsent()) {
                notAFolder(change);
                paths.append(change.path()).append('\0');
            }
        }
        // The bytes as they are: their checksums stand in them.
        return inRoot("-c", "core.autocrlf=false", "checkout-index", "-f", "-q", "-z", "--stdin")
                .reading(paths.toString());
    }

    /** A forced checkout would remove a folder with all that is in it. */
    private Path notAFolder(RawChange change) throws IOException {
        Path file = root().resolve(change.path());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("%s: expected a file, found a folder".formatted(file));
        }
        return file;
    }
}
