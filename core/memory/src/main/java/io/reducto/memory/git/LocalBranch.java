package io.reducto.memory.git;

import java.time.Instant;

/**
 * The branch that is checked out, with index and work tree: brings it onto a commit without losing
 * anything of the user's.
 */
public final class LocalBranch {
    private final Git git;
    private final CloneFolder clone;
    private final ManagedFiles managed;

    /** The branch checked out in {@code clone}. */
    public LocalBranch(Git git, CloneFolder clone, ManagedFiles managed) {
        this.git = git;
        this.clone = clone;
        this.managed = managed;
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
        throw new UnsupportedOperationException("not yet");
    }
}
