package io.reducto.memory.sync;

import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitOutput;
import io.reducto.memory.git.ToldFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Real Git in which one fault is armed at a time. What it complains of is in Git's own words, so
 * that how they are understood is tested too.
 */
final class FaultyGit {
    /** Where a push that is cut off leaves its objects. */
    static final String PARTIAL = "refs/partial/last";

    private static final String FULL = "No space left on device";

    private Fault fault = Fault.FILE_UNWRITABLE;
    private Runnable rival = () -> {};
    private int at;
    private int concerned;
    private boolean isArmed;
    private boolean hasStruck;
    private boolean isDead;

    /** The process is gone: nothing of the clone's command goes on. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** From now on {@code next} strikes at the {@code place}th command that it concerns. */
    void arm(Fault next, int place, Runnable other) {
        fault = next;
        at = place;
        rival = other;
        concerned = 0;
        isArmed = true;
        hasStruck = false;
    }

    /** Nothing goes wrong any more. Answers whether something has. */
    boolean disarm() {
        isArmed = false;
        isDead = false;
        return hasStruck;
    }

    /** {@code git} with what is armed. */
    Git over(Git git) {
        return command -> run(git, command);
    }

    private GitOutput run(Git git, GitCommand command) throws GitException {
        if (isDead) {
            throw new Killed();
        }
        boolean strikes =
                isArmed
                        && fault.concerns(command)
                        && concerned++ >= at
                        && (fault.lasts() || !hasStruck);
        if (!strikes) {
            return git.run(command);
        }
        hasStruck = true;
        return fault.isKill() ? killed(git, command) : struck(git, command);
    }

    private GitOutput killed(Git git, GitCommand command) {
        isDead = true;
        if (fault == Fault.KILLED_AFTER) {
            unanswered(git, command);
        } else if (fault == Fault.KILLED_WITHIN) {
            half(git, command);
        }
        throw new Killed();
    }

    private GitOutput struck(Git git, GitCommand command) throws GitException {
        return switch (fault) {
            case DISK_FULL -> full(git, command);
            case AWAY ->
                    told(command, 128, "fatal: unable to connect to remote: Connection refused");
            case FETCH_CUT_OFF -> {
                half(git, command);
                yield told(command, 128, "fatal: early EOF\nfatal: index-pack failed");
            }
            case PUSH_REFUSED -> rejected(command, "[remote rejected] (pre-receive hook declined)");
            case PUSH_BEHIND -> rejected(command, "[rejected] (fetch first)");
            case OVERTAKEN -> {
                rival.run();
                yield git.run(command);
            }
            case ANSWER_LOST -> {
                git.run(command);
                yield hungUp(command);
            }
            case PUSH_PARTIAL -> {
                half(git, command);
                yield hungUp(command);
            }
            default -> hungUp(command);
        };
    }

    private static GitOutput hungUp(GitCommand command) throws GitException {
        return told(command, 128, "fatal: the remote end hung up unexpectedly");
    }

    private static GitOutput told(GitCommand command, int exitCode, String complaint)
            throws GitException {
        return ToldFailure.answer(command, exitCode, new byte[0], complaint + "\n");
    }

    private static GitOutput rejected(GitCommand command, String reason) throws GitException {
        String out = "To the remote\n!\t%s\t%s\nDone\n".formatted(last(command), reason);
        return ToldFailure.answer(
                command,
                1,
                out.getBytes(StandardCharsets.UTF_8),
                "error: failed to push some refs to 'the remote'\n");
    }

    private static GitOutput full(Git git, GitCommand command) throws GitException {
        return switch (Fault.verb(command)) {
            case "push" -> rejected(command, "[remote rejected] (unpacker error)");
            case "fetch" ->
                    told(command, 128, "error: file write error: " + FULL + "\nfatal: early stop");
            case "update-ref" ->
                    told(command, 128, "fatal: update_ref failed: couldn't write: " + FULL);
            default -> {
                half(git, command);
                yield told(command, 128, "fatal: unable to write: " + FULL);
            }
        };
    }

    /** Does a part of what {@code command} is to do, as far as it has parts. */
    private static void half(Git git, GitCommand command) {
        unanswered(
                git,
                switch (Fault.verb(command)) {
                    case "push" -> replaced(command, pushed(last(command)));
                    case "fetch" -> replaced(command, fetched(last(command)));
                    case "fast-import" -> command.reading(halfOf(command.input()));
                    case "update-index", "checkout-index" ->
                            command.reading(halfOfItems(command.input()));
                    default -> command;
                });
    }

    private static void unanswered(Git git, GitCommand command) {
        try {
            git.run(command);
        } catch (GitException e) {
            // Nobody is there to hear of it; what was done stays.
            return;
        }
    }

    private static String last(GitCommand command) {
        return command.arguments().get(command.arguments().size() - 1);
    }

    private static String pushed(String refspec) {
        return "+" + refspec.substring(0, refspec.indexOf(':') + 1) + PARTIAL;
    }

    /** The objects come, and no ref names them. */
    private static String fetched(String refspec) {
        return refspec.substring(1, refspec.indexOf(':'));
    }

    private static GitCommand replaced(GitCommand command, String last) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.set(arguments.size() - 1, last);
        return new GitCommand(
                arguments,
                command.input(),
                command.variables(),
                command.timeout(),
                command.expected());
    }

    private static byte[] halfOf(byte[] input) {
        return Arrays.copyOf(input, input.length / 2);
    }

    /** The first half of items that end with a NUL each. */
    private static byte[] halfOfItems(byte[] input) {
        int count = 0;
        for (byte b : input) {
            count += b == 0 ? 1 : 0;
        }
        int end = 0;
        for (int taken = 0; taken < count / 2; end++) {
            taken += input[end] == 0 ? 1 : 0;
        }
        return Arrays.copyOf(input, end);
    }
}
