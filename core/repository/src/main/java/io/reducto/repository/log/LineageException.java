package io.reducto.repository.log;

import io.reducto.repository.format.Origin;

/**
 * A lineage must not publish this committable; {@code protocol} 3. Nothing was written, and trying
 * again will not help: an operator has to decide, and the message says between what.
 */
public final class LineageException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** What is wrong between lineage and repository. */
    public enum Reason {
        /** The table has this key with another digest: two attempts wrote different epochs. */
        FORK_OTHER_DIGEST,
        /** The table is beyond the checkpoint from which this attempt was restored. */
        FORK_BEYOND_RESTORED,
        /** The lineage ended or was retired by command. */
        RETIRED,
        /** The table lacks a committable that this lineage has published. */
        REPOSITORY_BEHIND
    }

    private final Reason reason;

    LineageException(Reason reason, Origin origin, String found) {
        super("%s: %s; %s".formatted(origin, found, remedy(reason)));
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    private static String remedy(Reason reason) {
        return switch (reason) {
            case FORK_OTHER_DIGEST, FORK_BEYOND_RESTORED ->
                    "two jobs continue one lineage: stop one of them; resume from the newest"
                            + " savepoint, or begin with an empty repository";
            case RETIRED -> "this state can not be resumed: begin with an empty repository";
            case REPOSITORY_BEHIND ->
                    "the repository has lost commits, or is another one: bring its volumes back,"
                            + " or begin with an empty one and publish again";
        };
    }
}
