package io.reducto.memory.git;

/** Failures of Git in its own words, for faults that are made up outside this package. */
public final class ToldFailure {
    private ToldFailure() {}

    /**
     * What {@link GitProgram} makes of these answers of {@code command}.
     *
     * @throws GitException where the command does not expect {@code exitCode}
     */
    public static GitOutput answer(GitCommand command, int exitCode, byte[] out, String complaints)
            throws GitException {
        if (!command.expected().contains(exitCode)) {
            throw GitException.of(command, exitCode, complaints);
        }
        return new GitOutput(exitCode, out, complaints);
    }
}
