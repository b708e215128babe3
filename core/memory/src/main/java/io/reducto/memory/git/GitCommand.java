package io.reducto.memory.git;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call of {@code git}, immutable.
 *
 * @param arguments what follows {@code git}
 * @param input what it reads from its standard input
 * @param variables set in its environment, beside those of every call
 * @param timeout how long the whole call may take
 * @param expected the exit codes that are answers; any other is a {@link GitException}
 */
public record GitCommand(
        List<String> arguments,
        byte[] input,
        Map<String, String> variables,
        Duration timeout,
        Set<Integer> expected) {
    /** How long a command may take that asks no remote. */
    public static final Duration LOCAL_TIMEOUT = Duration.ofMinutes(5);

    /** Keeps its own collections. */
    public GitCommand {
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
        expected = Set.copyOf(expected);
    }

    /** A command without input that must end with 0. */
    public static GitCommand of(String... arguments) {
        return new GitCommand(List.of(arguments), new byte[0], Map.of(), LOCAL_TIMEOUT, Set.of(0));
    }

    /**
     * A command that changes objects, index, work tree or local refs for us: no hook of the user
     * runs, since nothing of the user's is committed or checked out by it.
     */
    static GitCommand withoutHooks(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "-c";
        all[1] = "core.hooksPath=/dev/null";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return of(all);
    }

    /** The same with {@code bytes} as input. */
    public GitCommand reading(byte[] bytes) {
        return new GitCommand(arguments, bytes, variables, timeout, expected);
    }

    /** The same with {@code text} as input. */
    public GitCommand reading(String text) {
        return reading(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one more variable of the environment. */
    public GitCommand with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new GitCommand(arguments, input, more, timeout, expected);
    }

    /** The same with another time-out. */
    public GitCommand within(Duration limit) {
        return new GitCommand(arguments, input, variables, limit, expected);
    }

    /** The same where these exit codes are answers. */
    public GitCommand expecting(Integer... codes) {
        return new GitCommand(arguments, input, variables, timeout, Set.of(codes));
    }

    /** How the command is named in messages, credentials masked. */
    @Override
    public String toString() {
        return Masked.text("git " + String.join(" ", arguments));
    }
}
