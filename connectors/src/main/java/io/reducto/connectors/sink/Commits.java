package io.reducto.connectors.sink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the sink commits.
 *
 * @param timeout how long a commit is tried while volumes do not answer, and its events while
 *     brokers do not, before the job fails and starts again from its checkpoint
 * @param mergesMax runs are merged after a commit, so many times at most; 0 leaves them to
 *     maintenance
 */
public record Commits(Duration timeout, int mergesMax) implements Serializable {
    /** 10 min, 16 merges. */
    public static final Commits DEFAULT = new Commits(Duration.ofMinutes(10), 16);

    /** Refuses negative values. */
    public Commits {
        if (timeout.isNegative() || mergesMax < 0) {
            throw new IllegalArgumentException(
                    "commits: expected a time-out and a number of merges from 0, found %s and %d"
                            .formatted(timeout, mergesMax));
        }
    }
}
