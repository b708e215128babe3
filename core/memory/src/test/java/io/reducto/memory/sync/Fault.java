package io.reducto.memory.sync;

import io.reducto.memory.git.GitCommand;
import java.util.List;
import java.util.Set;

/** What can go wrong in one command of a clone. */
enum Fault {
    /** The process ends before a command of Git. */
    KILLED_BEFORE(Set.of(), false),
    /** The process ends after a command of Git. */
    KILLED_AFTER(Set.of(), false),
    /** The process and Git end when half of a command is done. */
    KILLED_WITHIN(Set.of(), false),
    /** From some command on Git can write nothing. */
    DISK_FULL(Verbs.WRITING, true),
    /** One of our own files cannot be written. */
    FILE_UNWRITABLE(Set.of("none of Git's"), false),
    /** The remote does not answer at all. */
    AWAY(Set.of("fetch", "push"), true),
    /** A fetch ends early. */
    FETCH_CUT_OFF(Set.of("fetch"), false),
    /** A hook of the remote declines. */
    PUSH_REFUSED(Set.of("push"), false),
    /** The remote says that somebody was faster, and nobody was. */
    PUSH_BEHIND(Set.of("push"), false),
    /** Somebody is faster. */
    OVERTAKEN(Set.of("push"), false),
    /** The push does not reach the remote. */
    PUSH_UNREACHABLE(Set.of("push"), false),
    /** The remote takes the push, and its answer is lost. */
    ANSWER_LOST(Set.of("push"), false),
    /** The remote takes the objects, and the branch stays. */
    PUSH_PARTIAL(Set.of("push"), false);

    private final Set<String> verbs;
    private final boolean lasts;

    Fault(Set<String> verbs, boolean lasts) {
        this.verbs = verbs;
        this.lasts = lasts;
    }

    /** Whether it can strike at {@code command}. */
    boolean concerns(GitCommand command) {
        return verbs.isEmpty() || verbs.contains(verb(command));
    }

    /** Whether it strikes again until the command of the clone has ended. */
    boolean lasts() {
        return lasts;
    }

    boolean isKill() {
        return verbs.isEmpty();
    }

    /** How many of the commands that it concerns an exchange has at most. */
    int placesMax() {
        if (isKill()) {
            return 30;
        }
        return this == DISK_FULL ? 8 : 1;
    }

    /** What {@code git} is told to do, without the options before it. */
    static String verb(GitCommand command) {
        List<String> arguments = command.arguments();
        int at = 0;
        while (arguments.get(at).startsWith("-")) {
            at += 2;
        }
        return arguments.get(at);
    }

    private static final class Verbs {
        static final Set<String> WRITING =
                Set.of(
                        "fast-import",
                        "hash-object",
                        "update-index",
                        "checkout-index",
                        "read-tree",
                        "update-ref",
                        "fetch",
                        "push");
    }
}
