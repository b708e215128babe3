package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import io.reducto.memory.git.Move.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The branch that is exchanged, with index and work tree where it is checked out: brings it onto a
 * commit without losing anything of the user's. For one caller at a time, who holds the lock of the
 * clone.
 */
public final class LocalBranch {
    private final Git git;
    private final CloneFolder clone;
    private final ManagedFiles managed;
    private final WorkTree workTree;
    private final Checkout checkout;
    private final StaleLocks locks;

    /** The branch of {@code clone}. */
    public LocalBranch(Git git, CloneFolder clone, ManagedFiles managed) {
        this.git = git;
        this.clone = clone;
        this.managed = managed;
        this.workTree = new WorkTree(git, clone, managed);
        this.checkout = new Checkout(git, clone, managed, workTree);
        this.locks = StaleLocks.of(clone);
    }

    /**
     * Moves the branch to {@code target} with the user's own commits on top.
     *
     * <p>Local commits that touch only managed files are left behind. Others get new parents; their
     * author, date and message stay. Changes of the user that are not committed survive: where they
     * are in the way, the branch stays. Managed files are overwritten whatever is in them.
     *
     * @param by the committer of the user's commits in their new place
     * @throws GitException also where another process holds the index; what was begun is brought to
     *     its end by the next call
     */
    public Move moveTo(ObjectId target, Identity by, Instant time) throws GitException {
        try {
            return move(target, by, time);
        } catch (IOException e) {
            throw new GitException(Kind.OTHER, "work tree %s: %s".formatted(clone.root(), e), e);
        }
    }

    private Move move(ObjectId target, Identity by, Instant time) throws GitException, IOException {
        Optional<String> operation = clone.operationUnderWay();
        if (operation.isPresent()) {
            return new Move(Outcome.UNDER_WAY, List.of(), operation.get());
        }
        Replay replay = new Replay(git, clone.format(), managed, by, time);
        Head head = clone.head();
        if (!clone.isExchanged(head)) {
            return moveUnseen(target, replay);
        }
        if (head.ref().isEmpty()) {
            return Move.of(Outcome.DETACHED);
        }
        Optional<Move> unfinished = finish(head);
        if (unfinished.isPresent()) {
            if (!unfinished.get().isDone()) {
                return unfinished.get();
            }
            head = clone.head();
        }
        Move move = move(head, target, replay);
        PrivateFiles.protect(clone.root(), managed);
        boolean onlyFinished = unfinished.isPresent() && move.outcome() == Outcome.UNCHANGED;
        return onlyFinished ? unfinished.get() : move;
    }

    /** Brings a move to its end that was cut off, as long as the branch is where it was then. */
    private Optional<Move> finish(Head head) throws GitException, IOException {
        MoveJournal journal = new MoveJournal(clone);
        Optional<MoveJournal.Step> begun = journal.read();
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        boolean isHere =
                begun.get().ref().equals(head.ref().orElseThrow())
                        && begun.get().from().equals(idOf(head));
        if (isHere) {
            return Optional.of(run(begun.get()));
        }
        journal.delete();
        return Optional.empty();
    }

    private Move move(Head head, ObjectId target, Replay replay) throws GitException, IOException {
        ObjectId from = idOf(head);
        try {
            ObjectId to = head.commit().isEmpty() ? target : destination(from, target, replay);
            if (!to.equals(from)) {
                return run(new MoveJournal.Step(head.ref().orElseThrow(), from, to));
            }
        } catch (Replay.Refused e) {
            return e.move();
        }
        return locks.during(
                head.ref().orElseThrow(),
                () -> {
                    workTree.restoreManaged(from);
                    return Move.of(Outcome.UNCHANGED);
                });
    }

    private Move run(MoveJournal.Step step) throws GitException, IOException {
        return locks.during(step.ref(), () -> checkout.run(step));
    }

    /** A branch that is not checked out: nothing changes but what it names. */
    private Move moveUnseen(ObjectId target, Replay replay) throws GitException, IOException {
        Head branch = clone.branch();
        String ref = branch.ref().orElseThrow();
        if (branch.commit().isEmpty() && clone.upstream().isPresent()) {
            return Move.of(Outcome.ABSENT);
        }
        if (isCheckedOutElsewhere(ref)) {
            return Move.of(Outcome.ELSEWHERE);
        }
        ObjectId from = idOf(branch);
        try {
            ObjectId to = branch.commit().isEmpty() ? target : destination(from, target, replay);
            if (to.equals(from)) {
                return Move.of(Outcome.UNCHANGED);
            }
            GitCommand update =
                    GitCommand.withoutHooks(
                            "update-ref", "-m", Checkout.MESSAGE, ref, to.hex(), from.hex());
            locks.during(ref, () -> git.run(update));
            return Move.of(Outcome.MOVED);
        } catch (Replay.Refused e) {
            return e.move();
        }
    }

    private boolean isCheckedOutElsewhere(String ref) throws GitException {
        return git.run(GitCommand.of("worktree", "list", "--porcelain", "-z"))
                .parts()
                .contains("branch " + ref);
    }

    private ObjectId destination(ObjectId from, ObjectId target, Replay replay)
            throws GitException, Replay.Refused {
        if (from.equals(target)) {
            return from;
        }
        // Not by the commits that lead from one to the other: where clocks are off, Git lists more.
        String base =
                git.run(GitCommand.of("merge-base", from.hex(), target.hex()).expecting(0, 1))
                        .line();
        if (base.equals(from.hex())) {
            return target;
        }
        if (base.equals(target.hex()) && haveTheSameFiles(from, target)) {
            return from;
        }
        List<String> known = base.isEmpty() ? List.of() : List.of(base);
        return replay.onto(target, LocalCommit.between(git, target, from, known));
    }

    private boolean haveTheSameFiles(ObjectId one, ObjectId other) throws GitException {
        Map<ObjectId, SortedMap<String, ObjectId>> files =
                new TreeReader(git, managed).list(List.of(one, other));
        return Objects.equals(files.get(one), files.get(other));
    }

    private ObjectId idOf(Head head) {
        return head.commit().orElse(clone.format().zero());
    }
}
