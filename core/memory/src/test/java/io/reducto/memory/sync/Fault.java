package io.reducto.memory.sync;

import io.reducto.memory.git.GitCommand;
import java.util.List;

/** What can go wrong in one command of a clone. */
enum Fault {
    /** The process ends before a command of Git. */
    KILLED_BEFORE(Verbs.ALL, false),
    /** The process ends after a command of Git. */
    KILLED_AFTER(Verbs.ALL, false),
    /** The process and Git end when half of a command is done. */
    KILLED_WITHIN(Verbs.ALL, false),
    /** From some command on Git can write nothing. */
    DISK_FULL(Verbs.WRITING, true),
    /** One of our own files cannot be written. */
    FILE_UNWRITABLE("none", false),
    /** The remote does not answer at all. */
    AWAY("fetch push", true),
    /** A fetch ends early. */
    FETCH_CUT_OFF("fetch", false),
    /** A hook of the remote declines. */
    PUSH_REFUSED("push", false),
    /** The remote says that somebody was faster, and nobody was. */
    PUSH_BEHIND("push", false),
    /** Somebody is faster. */
    OVERTAKEN("push", false),
    /** The push does not reach the remote. */
    PUSH_UNREACHABLE("push", false),
    /** The remote takes the push, and its answer is lost. */
    ANSWER_LOST("push", false),
    /** The remote takes the objects, and the branch stays. */
    PUSH_PARTIAL("push", false);

    private final String verbs;
    private final boolean lasts;

    Fault(String verbs, boolean lasts) {
        this.verbs = verbs;
        this.lasts = lasts;
    }

    /** Whether it can strike at {@code command}. */
    boolean concerns(GitCommand command) {
        return isKill() || List.of(verbs.split(" ", -1)).contains(verb(command));
    }

    /** Whether it strikes again until the command of the clone has ended. */
    boolean lasts() {
        return lasts;
    }

    boolean isKill() {
        return verbs.equals(Verbs.ALL);
    }

    /** How many of the commands that it concerns an exchange has at most. */
    int placesMax() {
        if (isKill()) {
            return 22;
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
        static final String ALL = "";
        static final String WRITING =
                "fast-import hash-object update-index checkout-index read-tree update-ref fetch push";
    }
}
