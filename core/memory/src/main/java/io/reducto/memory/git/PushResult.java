package io.reducto.memory.git;

/** How a push ended that the remote answered without an objection of its own. */
public enum PushResult {
    /** The branch of the remote is at the commit. */
    PUSHED,
    /** Somebody was faster: the branch is elsewhere, or is being moved at this moment. */
    BEHIND
}
