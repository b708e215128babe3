package io.reducto.memory.git;

import io.reducto.memory.git.Move.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Puts the user's local commits on top of a commit, as a rebase does, but in objects only: index
 * and work tree are not touched before all of them fit, so there is nothing to abort.
 *
 * <p>Each commit is merged three ways with its parent as base. Managed files never conflict: on all
 * three sides they are those of the target.
 */
final class Replay {
    private final Git git;
    private final ObjectFormat format;
    private final ManagedFiles managed;
    private final Identity by;
    private final Instant time;

    Replay(Git git, ObjectFormat format, ManagedFiles managed, Identity by, Instant time) {
        this.git = git;
        this.format = format;
        this.managed = managed;
        this.by = by;
        this.time = time;
    }

    /** The commits do not fit; the move says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Move move;

        Refused(Outcome outcome, List<String> paths, String detail) {
            super(detail);
            this.move = new Move(outcome, paths, detail);
        }

        Move move() {
            return move;
        }
    }

    /**
     * The tip of {@code commits} when they stand on {@code target}, which contains none of them;
     * parents first.
     */
    ObjectId onto(ObjectId target, List<LocalCommit> commits) throws GitException, Refused {
        List<LocalCommit> kept = kept(commits);
        if (kept.isEmpty()) {
            return target;
        }
        Tip tip = new Tip(target, treeOf(target));
        Sources sources = sources(target, kept);
        for (LocalCommit commit : kept) {
            tip = next(tip, commit, sources);
        }
        return tip.commit;
    }

    private List<LocalCommit> kept(List<LocalCommit> commits) throws GitException, Refused {
        Set<ObjectId> local = new HashSet<>();
        commits.forEach(commit -> local.add(commit.id()));
        List<LocalCommit> kept = new ArrayList<>();
        for (LocalCommit commit : commits) {
            if (commit.isMerge()) {
                checkMerge(commit, local);
            } else if (!commit.isOnly(managed)) {
                if (commit.parents().isEmpty()) {
                    throw new Refused(
                            Outcome.CONFLICT,
                            commit.paths(),
                            "local commit %s begins a history of its own".formatted(commit.id()));
                }
                kept.add(commit);
            }
        }
        return kept;
    }

    /** A merge is left out where it only joins what the target or other local commits hold. */
    private void checkMerge(LocalCommit merge, Set<ObjectId> local) throws GitException, Refused {
        long localLines = merge.parents().stream().filter(local::contains).count();
        List<String> own = List.of();
        if (localLines <= 1 && merge.parents().size() == 2) {
            own = ownPaths(merge);
            if (own.isEmpty()) {
                return;
            }
        }
        throw new Refused(
                Outcome.MERGED, own, "local merge %s cannot be left out".formatted(merge.id()));
    }

    private List<String> ownPaths(LocalCommit merge) throws GitException {
        ObjectId automatic = merge(merge.parents().get(0), merge.parents().get(1)).tree;
        return git
                .run(
                        GitCommand.of(
                                "diff-tree",
                                "-r",
                                "-z",
                                "--name-only",
                                automatic.hex(),
                                merge.tree().hex()))
                .parts()
                .stream()
                .filter(path -> !managed.contain(path))
                .toList();
    }

    private Sources sources(ObjectId target, List<LocalCommit> kept) throws GitException {
        List<String> names = kept.stream().map(commit -> commit.id().hex()).toList();
        List<CommitText> texts = new ArrayList<>();
        for (BatchReader.Item item : BatchReader.all(git, names)) {
            texts.add(new CommitText(item.content()));
        }
        List<ObjectId> listed = new ArrayList<>(List.of(target));
        for (LocalCommit commit : kept) {
            listed.add(commit.id());
            listed.add(commit.parents().get(0));
        }
        return new Sources(kept, texts, new TreeReader(git, managed).list(listed), target);
    }

    private Tip next(Tip tip, LocalCommit commit, Sources sources) throws GitException, Refused {
        boolean fits =
                commit.parents().get(0).equals(tip.commit)
                        && sources.filesOf(commit.id()).equals(sources.filesOfTarget());
        if (fits) {
            return new Tip(commit.id(), commit.tree());
        }
        CommitText text = sources.textOf(commit);
        if (text.isSigned()) {
            throw new Refused(
                    Outcome.SIGNED, List.of(), "local commit %s is signed".formatted(commit.id()));
        }
        Merged merged = merge(tip, commit, sources);
        if (!merged.conflicts.isEmpty()) {
            throw new Refused(
                    Outcome.CONFLICT,
                    merged.conflicts,
                    "local commit %s does not fit".formatted(commit.id()));
        }
        boolean isTakenAlready = merged.tree.equals(tip.tree) && !commit.paths().isEmpty();
        return isTakenAlready ? tip : write(tip, merged.tree, text);
    }

    private Merged merge(Tip tip, LocalCommit commit, Sources sources) throws GitException {
        ObjectId parent = commit.parents().get(0);
        FastImport stream = new FastImport(git, format);
        int base = stream.scaffold();
        stream.from(parent.hex());
        put(stream, sources.filesOf(parent), sources.filesOfTarget());
        stream.scaffold();
        stream.from(":" + base);
        stream.tree(tip.tree);
        stream.scaffold();
        stream.from(":" + base);
        stream.tree(commit.tree());
        put(stream, sources.filesOf(commit.id()), sources.filesOfTarget());
        List<ObjectId> ids = stream.write();
        return merge(ids.get(1), ids.get(2));
    }

    private static void put(
            FastImport stream,
            SortedMap<String, ObjectId> before,
            SortedMap<String, ObjectId> after) {
        before.keySet().stream().filter(path -> !after.containsKey(path)).forEach(stream::delete);
        after.forEach(
                (path, blob) -> {
                    if (!blob.equals(before.get(path))) {
                        stream.put(path, blob);
                    }
                });
    }

    private Merged merge(ObjectId ours, ObjectId theirs) throws GitException {
        List<String> parts =
                git.run(
                                GitCommand.of(
                                                "merge-tree",
                                                "--write-tree",
                                                "--allow-unrelated-histories",
                                                "--no-messages",
                                                "--name-only",
                                                "-z",
                                                ours.hex(),
                                                theirs.hex())
                                        .expecting(0, 1))
                        .parts();
        List<String> conflicts =
                parts.subList(1, parts.size()).stream().filter(path -> !path.isEmpty()).toList();
        return new Merged(new ObjectId(parts.get(0).strip()), conflicts);
    }

    private Tip write(Tip tip, ObjectId tree, CommitText text) throws GitException {
        GitCommand command =
                GitCommand.of("hash-object", "-t", "commit", "-w", "--stdin")
                        .reading(text.movedTo(tip.commit, tree, by.at(time)));
        return new Tip(new ObjectId(git.run(command).line()), tree);
    }

    private ObjectId treeOf(ObjectId commit) throws GitException {
        return new ObjectId(
                git.run(GitCommand.of("rev-parse", "--verify", commit + "^{tree}")).line());
    }

    private record Tip(ObjectId commit, ObjectId tree) {}

    private record Merged(ObjectId tree, List<String> conflicts) {}

    private record Sources(
            List<LocalCommit> commits,
            List<CommitText> texts,
            Map<ObjectId, SortedMap<String, ObjectId>> files,
            ObjectId target) {
        CommitText textOf(LocalCommit commit) {
            return texts.get(commits.indexOf(commit));
        }

        SortedMap<String, ObjectId> filesOf(ObjectId commit) {
            return files.getOrDefault(commit, Collections.emptySortedMap());
        }

        SortedMap<String, ObjectId> filesOfTarget() {
            return filesOf(target);
        }
    }
}
