package io.reducto.memory.git;

import io.reducto.memory.git.GitException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@link Git} as the program on the user's path, without prompts, pager, editor and translations.
 * Thread-safe.
 *
 * <p>A call that takes too long or whose thread is interrupted is ended with all its children:
 * asked first, so that {@code git} removes its lock files, then without asking.
 */
public final class GitProgram implements Git {
    /** What is kept of the standard error of one call. */
    public static final int COMPLAINTS_MAX_BYTES = 64 << 10;

    private static final String PROGRAM = "git";
    private static final long GRACE_MS = 2_000;

    /** What comes late here is at most a line less of an explanation. */
    private static final long COMPLAINTS_GRACE_MS = 200;

    /** What a hook or an alias hands down, and what would decide in place of the folder. */
    private static final List<String> NOT_OURS =
            List.of(
                    "GIT_DIR",
                    "GIT_WORK_TREE",
                    "GIT_INDEX_FILE",
                    "GIT_COMMON_DIR",
                    "GIT_OBJECT_DIRECTORY",
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                    "GIT_QUARANTINE_PATH",
                    "GIT_PREFIX",
                    "GIT_NAMESPACE",
                    "GIT_GRAFT_FILE",
                    "GIT_SHALLOW_FILE",
                    "GIT_IMPLICIT_WORK_TREE",
                    "GIT_INTERNAL_SUPER_PREFIX",
                    "GIT_LITERAL_PATHSPECS",
                    "GIT_GLOB_PATHSPECS",
                    "GIT_NOGLOB_PATHSPECS",
                    "GIT_ICASE_PATHSPECS");

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "LC_ALL", "C",
                    "LANGUAGE", "C",
                    "GIT_TERMINAL_PROMPT", "0",
                    "GCM_INTERACTIVE", "never",
                    "GIT_PAGER", "cat",
                    "GIT_EDITOR", ":",
                    "GIT_SEQUENCE_EDITOR", ":",
                    "GIT_OPTIONAL_LOCKS", "0");

    private final String program;
    private final Path folder;
    private final Map<String, String> variables;

    /** The program in {@code folder}, which need not be the root of a work tree. */
    public GitProgram(Path folder) {
        this(folder, Map.of());
    }

    /**
     * The program in {@code folder}.
     *
     * @param variables of its environment, beside those of this process
     */
    public GitProgram(Path folder, Map<String, String> variables) {
        this(PROGRAM, folder, variables);
    }

    GitProgram(String program, Path folder, Map<String, String> variables) {
        this.program = program;
        this.folder = folder;
        this.variables = Map.copyOf(variables);
    }

    @Override
    public GitOutput run(GitCommand command) throws GitException {
        Process process = start(command);
        Pipe output = Pipe.draining(process.getInputStream(), Integer.MAX_VALUE - 8);
        Pipe complaints = Pipe.draining(process.getErrorStream(), COMPLAINTS_MAX_BYTES);
        Pipe.feed(process.getOutputStream(), command.input());
        try {
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                stop(process);
                throw timedOut(command);
            }
            return checked(
                    command,
                    new GitOutput(
                            process.exitValue(),
                            output.bytes(GRACE_MS),
                            Masked.text(complaints.text(COMPLAINTS_GRACE_MS))));
        } catch (InterruptedException e) {
            stop(process);
            Thread.currentThread().interrupt();
            throw new GitException(Kind.INTERRUPTED, command + ": interrupted", e);
        }
    }

    private Process start(GitCommand command) throws GitException {
        List<String> line = new ArrayList<>();
        line.add(program);
        line.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        environment(builder.environment(), variables);
        builder.environment().putAll(command.variables());
        try {
            return builder.start();
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    static void environment(Map<String, String> environment, Map<String, String> variables) {
        NOT_OURS.forEach(environment::remove);
        environment.putAll(ALWAYS);
        environment.putAll(variables);
    }

    private GitException notStarted(IOException cause) {
        if (!folder.toFile().isDirectory()) {
            return new GitException(
                    Kind.NOT_A_REPOSITORY, "%s: no such folder".formatted(folder), cause);
        }
        return new GitException(
                Kind.NO_PROGRAM,
                "the program \"%s\" could not be started: expected git %s or newer on the path: %s"
                        .formatted(program, GitVersion.OLDEST, cause.getMessage()),
                cause);
    }

    private static GitOutput checked(GitCommand command, GitOutput output) throws GitException {
        if (!command.expected().contains(output.exitCode())) {
            throw GitException.of(command, output.exitCode(), output.complaints());
        }
        return output;
    }

    private static GitException timedOut(GitCommand command) {
        boolean remote =
                command.arguments().contains("fetch") || command.arguments().contains("push");
        return new GitException(
                remote ? Kind.UNREACHABLE : Kind.OTHER,
                "%s: no answer within %d s".formatted(command, command.timeout().toSeconds()));
    }

    private static void stop(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
