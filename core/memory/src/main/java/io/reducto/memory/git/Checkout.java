package io.reducto.memory.git;

import io.reducto.memory.git.Move.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings index and work tree from one commit to another and then lets the branch name it.
 *
 * <p>Files first, branch last: cut off in between, what differs from the branch is what comes from
 * the other commit, and {@link MoveJournal} knows where it was going. Files that are not ours are
 * tried on a copy of the index before anything is touched.
 */
final class Checkout {
    private static final String INDEX = "GIT_INDEX_FILE";
    private static final int FAILED = 128;

    /** Of moves in the log of a branch. */
    static final String MESSAGE = "reducto: memory";

    private final Git git;
    private final CloneFolder clone;
    private final ManagedFiles managed;
    private final WorkTree workTree;
    private final MoveJournal journal;

    Checkout(Git git, CloneFolder clone, ManagedFiles managed, WorkTree workTree) {
        this.git = git;
        this.clone = clone;
        this.managed = managed;
        this.workTree = workTree;
        this.journal = new MoveJournal(clone);
    }

    /** Moves; {@code step.from} is all zeros on an unborn branch. */
    Move run(MoveJournal.Step step) throws GitException, IOException {
        List<RawChange> changes =
                workTree.changes("diff-tree", "-r", tree(step.from()), step.to().hex());
        List<RawChange> ours = changes.stream().filter(c -> managed.contain(c.path())).toList();
        List<RawChange> others = changes.stream().filter(c -> !managed.contain(c.path())).toList();
        Trial trial = new Trial(Optional.empty(), List.of());
        List<GitCommand> last = new ArrayList<>();
        if (!others.isEmpty()) {
            String base = withOurs(step.from(), ours);
            trial = tryOn(step, base, others);
            last.add(workTree.updateIndex(trial.there, RawChange::now));
            last.add(readTree(base, step));
        }
        if (trial.refusal.isPresent()) {
            return trial.refusal.get();
        }
        last.add(updateBranch(step));
        journal.write(step);
        workTree.restoreManaged(step.to());
        workTree.delete(ours.stream().filter(change -> change.now().isAbsent()).toList());
        for (GitCommand command : last) {
            git.run(command);
        }
        journal.delete();
        return Move.of(Outcome.MOVED);
    }

    private GitCommand updateBranch(MoveJournal.Step step) {
        String to = step.to().hex();
        String from = step.from().hex();
        return workTree.inRoot("update-ref", "-m", MESSAGE, step.ref(), to, from);
    }

    /** A commit with the tree of {@code from} in which our files are already the new ones. */
    private String withOurs(ObjectId from, List<RawChange> ours) throws GitException {
        if (ours.isEmpty()) {
            return tree(from);
        }
        FastImport stream = new FastImport(git, clone.format());
        stream.scaffold();
        if (!from.equals(clone.format().zero())) {
            stream.from(from.hex());
        }
        for (RawChange change : ours) {
            if (change.now().isAbsent()) {
                stream.delete(change.path());
            } else {
                stream.put(change.path(), change.now().blob());
            }
        }
        return stream.write().get(0).hex();
    }

    /**
     * What a trial on a copy of the index showed.
     *
     * @param there new files that a call that was cut off has written; no changes of the user's
     */
    private record Trial(Optional<Move> refusal, List<RawChange> there) {}

    private Trial tryOn(MoveJournal.Step step, String base, List<RawChange> others)
            throws GitException, IOException {
        Path folder = clone.gitDirectory().resolve(CloneFolder.OURS);
        Path copy = CloneFolder.makePrivate(folder).resolve("index");
        // Of a call that was cut off; whoever moves a branch holds the clone's lock.
        Files.deleteIfExists(copy);
        Files.deleteIfExists(copy.resolveSibling("index.lock"));
        git.run(workTree.refresh());
        try {
            Path index = clone.gitDirectory().resolve("index");
            if (Files.exists(index)) {
                Files.copy(index, copy);
            }
            UnaryOperator<GitCommand> onCopy = command -> command.with(INDEX, copy.toString());
            List<RawChange> ours = workTree.managedChanges(step.to());
            git.run(onCopy.apply(workTree.updateIndex(ours, RawChange::old)));
            return tryOn(onCopy, step, readTree(base, step, "-n"), others);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private Trial tryOn(
            UnaryOperator<GitCommand> onCopy,
            MoveJournal.Step step,
            GitCommand readTree,
            List<RawChange> others)
            throws GitException, IOException {
        List<RawChange> taken = Obstacles.of(workTree.root(), others);
        GitCommand trial = onCopy.apply(readTree).expecting(0, FAILED);
        if (taken.isEmpty() && git.run(trial).exitCode() == 0) {
            return new Trial(Optional.empty(), List.of());
        }
        List<RawChange> there = alreadyThere(others);
        git.run(onCopy.apply(workTree.updateIndex(there, RawChange::now)));
        GitOutput second = git.run(trial);
        if (there.containsAll(taken) && second.exitCode() == 0) {
            return new Trial(Optional.empty(), there);
        }
        Set<String> paths = changedPaths(step);
        taken.stream().filter(c -> !there.contains(c)).forEach(c -> paths.add(c.path()));
        paths.retainAll(others.stream().map(RawChange::path).toList());
        String detail = second.complaints().lines().findFirst().orElse("");
        Move refusal = new Move(Outcome.UNCOMMITTED, List.copyOf(paths), detail);
        return new Trial(Optional.of(refusal), List.of());
    }

    /** Those of {@code changes} whose new bytes the work tree has already. */
    private List<RawChange> alreadyThere(List<RawChange> changes) throws GitException {
        List<RawChange> files =
                changes.stream()
                        .filter(change -> change.now().mode().startsWith("100"))
                        .filter(change -> change.path().indexOf('\n') < 0)
                        .filter(change -> isFile(workTree.root().resolve(change.path())))
                        .toList();
        StringBuilder paths = new StringBuilder();
        files.forEach(change -> paths.append(change.path()).append('\n'));
        GitCommand hash = workTree.inRoot("hash-object", "--stdin-paths").reading(paths.toString());
        List<String> ids = git.run(hash).text().lines().toList();
        List<RawChange> there = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).now().blob().hex().equals(ids.get(i))) {
                there.add(files.get(i));
            }
        }
        return there;
    }

    private Set<String> changedPaths(MoveJournal.Step step) throws GitException {
        String from = tree(step.from());
        Set<String> changed = new HashSet<>();
        workTree.changes("diff-index", from).forEach(change -> changed.add(change.path()));
        workTree.changes("diff-index", "--cached", from)
                .forEach(change -> changed.add(change.path()));
        return changed;
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private GitCommand readTree(String base, MoveJournal.Step step, String... options) {
        List<String> arguments = new ArrayList<>(List.of("read-tree", "-m", "-u"));
        arguments.addAll(List.of(options));
        arguments.add(base);
        arguments.add(step.to().hex());
        return workTree.inRoot(arguments.toArray(String[]::new));
    }

    private String tree(ObjectId commit) {
        ObjectFormat format = clone.format();
        return commit.equals(format.zero()) ? format.emptyTree().hex() : commit.hex();
    }
}
