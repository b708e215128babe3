package io.reducto.memory.git;

import java.util.stream.Collectors;

/**
 * Bad world: {@code git} or the remote behind it did not do what was asked. The message says the
 * command, its exit code and the first lines of its complaint, credentials masked.
 */
public final class GitException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LINES_MAX = 6;

    private final Kind kind;

    /** Why a command failed, as far as a caller acts on it. */
    public enum Kind {
        /** The folder is in no repository. */
        NOT_A_REPOSITORY,
        /** The remote does not answer; the same may work later. */
        UNREACHABLE,
        /** The remote, or a hook, says no: authentication, permission, protected branch. */
        REFUSED,
        /** Another process holds the index or a ref; the same works when it is done. */
        LOCKED,
        /** There is no {@code git}, or one that is too old. */
        NO_PROGRAM,
        /** The calling thread was interrupted; its flag is set again. */
        INTERRUPTED,
        /** Anything else. */
        OTHER
    }

    GitException(Kind kind, String message) {
        super(Masked.text(message));
        this.kind = kind;
    }

    GitException(Kind kind, String message, Throwable cause) {
        super(Masked.text(message), cause);
        this.kind = kind;
    }

    /** What {@code command} answered, as a failure. */
    static GitException of(GitCommand command, int exitCode, String complaints) {
        return of(Complaint.kind(complaints), command, exitCode, complaints);
    }

    static GitException of(Kind kind, GitCommand command, int exitCode, String complaints) {
        String lines =
                complaints
                        .lines()
                        .filter(line -> !line.isBlank())
                        .limit(LINES_MAX)
                        .map(String::strip)
                        .collect(Collectors.joining("; "));
        return new GitException(kind, "%s: exit code %d: %s".formatted(command, exitCode, lines));
    }

    /** What a caller may do about it. */
    public Kind kind() {
        return kind;
    }
}
