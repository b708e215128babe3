package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.memory.git.GitException.Kind;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seed.Extension.class)
class GitProgramTest {
    /** Beside what it stands in it looks like one. */
    private static final String TOKEN = "t0k3n";

    /** Longer than any test runs. */
    private static final String SLEEP = "sleep 4711";

    @TempDir Path folder;

    private GitProgram git;

    @BeforeEach
    void repository() throws Exception {
        git = new GitProgram(folder, Sandbox.ISOLATED);
        git.run(GitCommand.of("init", "--quiet"));
    }

    @Test
    void bytesGoInAndOut(Seed seed) throws Exception {
        byte[] bytes = seed.bytes(3 << 20);
        GitOutput id = git.run(GitCommand.of("hash-object", "-w", "--stdin").reading(bytes));
        assertThat(id.line()).isEqualTo(ObjectFormat.SHA1.blob(bytes).hex());
        assertThat(git.run(GitCommand.of("cat-file", "blob", id.line())).bytes()).isEqualTo(bytes);
    }

    @Test
    void bothPipesAreDrainedAtOnceAndComplaintsAreBounded() throws Exception {
        String noise =
                "i=0; while test $i -lt 9000; do echo noise noise$i >&2; echo $i; i=$((i+1)); done";
        GitOutput output = git.run(shell(noise));
        assertThat(output.text().lines().count()).isEqualTo(9_000);
        assertThat(output.complaints()).hasSize(GitProgram.COMPLAINTS_MAX_BYTES);
    }

    @Test
    void aProgramThatDoesNotReadIsNoError() throws Exception {
        assertThat(git.run(shell("exit 0").reading(new byte[1 << 20])).exitCode()).isZero();
    }

    @Test
    void theMessageSaysCommandCodeAndComplaintWithoutCredentials() {
        fails(
                Kind.OTHER,
                () ->
                        git.run(
                                shell(
                                        "echo fatal: https://me:"
                                                + TOKEN
                                                + "@host/x and ssh://git:pw@host/y >&2; exit 3")));
        assertThatThrownBy(
                        () ->
                                git.run(
                                        GitCommand.of(
                                                "ls-remote",
                                                "https://" + TOKEN + "@nobody.invalid/x")))
                .hasMessageContaining("git ls-remote https://***@nobody.invalid/x: exit code 128")
                .message()
                .doesNotContain(TOKEN);
        assertThatThrownBy(() -> git.run(shell("echo 'a\033[31mb' >&2; exit 1")))
                .hasMessageEndingWith("exit code 1: a[31mb");
    }

    @Test
    void exitCodesThatAreExpectedAreAnswers() throws Exception {
        assertThat(git.run(shell("exit 1").expecting(0, 1)).exitCode()).isEqualTo(1);
        fails(Kind.OTHER, () -> git.run(shell("exit 2").expecting(0, 1)));
    }

    @Test
    void aTimeOutEndsTheProgramAndItsChildren() throws Exception {
        fails(
                Kind.OTHER,
                () ->
                        git.run(
                                shell(SLEEP + " & echo $! > pid; wait")
                                        .within(Duration.ofSeconds(1))));
        assertEnded();
    }

    @Test
    void anInterruptionEndsTheProgramAndItsChildren() throws Exception {
        Thread caller = Thread.currentThread();
        Thread interrupter =
                new Thread(
                        () -> {
                            while (!Files.exists(folder.resolve("pid"))) {
                                Thread.onSpinWait();
                            }
                            caller.interrupt();
                        });
        interrupter.start();
        fails(Kind.INTERRUPTED, () -> git.run(shell(SLEEP + " & echo $! > new; mv new pid; wait")));
        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
        assertEnded();
    }

    @Test
    void aChildThatOutlivesTheProgramHoldsNobodyUp() throws Exception {
        GitOutput output = git.run(shell(SLEEP + " >&2 & echo $! > pid; echo done"));
        assertThat(output.line()).isEqualTo("done");
        child().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void whatAHookHandsDownIsNotTaken() throws Exception {
        assertThat(git.run(shell("echo $GIT_TERMINAL_PROMPT $LC_ALL")).line()).isEqualTo("0 C");
        Map<String, String> variables =
                Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");
        ProcessBuilder builder = new ProcessBuilder();
        GitProgram.environment(builder.environment(), variables);
        assertThat(builder.environment()).doesNotContainKeys("GIT_DIR", "GIT_INDEX_FILE");
        Map<String, String> fromHook = new java.util.HashMap<>(Map.of("GIT_DIR", "/x", "A", "a"));
        GitProgram.environment(fromHook, variables);
        assertThat(fromHook).containsEntry("A", "a").doesNotContainKey("GIT_DIR");
    }

    @Test
    void placesWithoutRepositoryOrProgramAreSaid() {
        GitProgram nowhere = new GitProgram(folder.resolve("nowhere"), Sandbox.ISOLATED);
        fails(Kind.NOT_A_REPOSITORY, () -> CloneFolder.open(nowhere));
        fails(
                Kind.NO_PROGRAM,
                () -> CloneFolder.open(new GitProgram("git-is-not-here", folder, Map.of())));
        for (String version : new String[] {"git version 2.38.9", "git version 1.99", "hub"}) {
            Git old = command -> new GitOutput(0, version.getBytes(StandardCharsets.UTF_8), "");
            fails(Kind.NO_PROGRAM, () -> CloneFolder.open(old));
        }
    }

    @Test
    void newerVersionsAreTaken() throws Exception {
        for (String version :
                new String[] {"2.39.0", "2.40.1.windows.1", "2.39.5 (Apple Git-154)", "3.0.0"}) {
            GitVersion.check(
                    command ->
                            new GitOutput(
                                    0,
                                    ("git version " + version + "\n")
                                            .getBytes(StandardCharsets.UTF_8),
                                    ""));
        }
        assertThat(Stream.of("2.39")).contains(GitVersion.OLDEST.toString());
    }

    /** Git runs {@code script} as its own child, as it runs a hook or SSH. */
    private static GitCommand shell(String script) {
        return GitCommand.of("-c", "alias.script=!" + script, "script");
    }

    private void assertEnded() throws Exception {
        Optional<ProcessHandle> child = child();
        child.ifPresent(handle -> handle.onExit().join());
        assertThat(child.map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }

    private Optional<ProcessHandle> child() throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip()));
    }

    private static void fails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GitException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }
}
