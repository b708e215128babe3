package io.reducto.memory.git;

/** Runs the user's {@code git} in one folder; what everything else here asks. */
@FunctionalInterface
public interface Git {
    /**
     * Runs one command to its end.
     *
     * @throws GitException where it cannot be started, takes too long, is interrupted, or ends with
     *     an exit code that {@code command} does not expect
     */
    GitOutput run(GitCommand command) throws GitException;
}
