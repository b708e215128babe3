package io.reducto.memory.git;

import java.util.List;

/**
 * What became of the local branch.
 *
 * @param outcome whether it moved, otherwise why not; it is exactly as it was then
 * @param paths of the files in the way, where there are such, sorted
 * @param detail for a note to the user; empty where the outcome says all
 */
public record Move(Outcome outcome, List<String> paths, String detail) {
    /** Keeps its own list. */
    public Move {
        paths = paths.stream().sorted().distinct().toList();
    }

    /** Whether a branch moved, or why it stays. */
    public enum Outcome {
        /** It is where it should be, and was before. */
        UNCHANGED,
        /** It is where it should be now. */
        MOVED,
        /** Stays: the user is in the middle of a rebase, merge, cherry-pick, revert or bisect. */
        UNDER_WAY,
        /** Stays: HEAD names no branch. */
        DETACHED,
        /** Stays: another work tree has it checked out. */
        ELSEWHERE,
        /** There is none: what is exchanged has no branch here. */
        ABSENT,
        /** Stays: a local commit does not fit on the new ones. */
        CONFLICT,
        /** Stays: a local commit is signed, and only its author can sign it again. */
        SIGNED,
        /** Stays: a local merge has content of its own, or joins two local lines. */
        MERGED,
        /** Stays: the user has changes, not committed, in files that would change. */
        UNCOMMITTED
    }

    static Move of(Outcome outcome) {
        return new Move(outcome, List.of(), "");
    }

    /** Whether the branch holds what it should. */
    public boolean isDone() {
        return outcome == Outcome.UNCHANGED || outcome == Outcome.MOVED;
    }
}
