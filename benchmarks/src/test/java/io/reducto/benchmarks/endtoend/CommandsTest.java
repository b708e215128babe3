package io.reducto.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool("bash")
class CommandsTest {
    /** Counts up in a child of the command, so that its time is found two levels down. */
    private static final String WORK = "bash -c 'for ((i = 0; i < 200000; i++)); do :; done'; true";

    @TempDir private Path folder;

    @Test
    void measuresTheTimeOfGrandchildren() throws Exception {
        Cost idle = commands().run(List.of("bash", "-c", "true"));
        Cost busy = commands().run(List.of("bash", "-c", WORK));

        assertThat(busy.cpu()).isGreaterThan(idle.cpu().plus(Duration.ofMillis(50)));
        assertThat(busy.wall()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void measuresThePeakOfMemory() throws Exception {
        int megabytes = 64;
        Cost large =
                commands()
                        .run(
                                List.of(
                                        "bash",
                                        "-c",
                                        "x=$(head -c %d /dev/zero | tr '\\0' x); sleep 0.1"
                                                .formatted(megabytes << 20)));

        assertThat(large.peakBytes()).isGreaterThan((long) megabytes << 20);
    }

    @Test
    void keepsWhatIsPrinted() throws Exception {
        Path output = folder.resolve("out");
        commands().run(List.of("bash", "-c", "echo $WORD"), output);

        assertThat(Files.readString(output)).isEqualTo("chunk\n");
    }

    @Test
    void tellsWhatACommandSaidWhenItFails() {
        assertThatThrownBy(
                        () ->
                                commands()
                                        .run(
                                                List.of(
                                                        "bash",
                                                        "-c",
                                                        "echo no such tape >&2; exit 3")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no such tape");
    }

    private Commands commands() {
        return new Commands(folder, Map.of("WORD", "chunk"));
    }
}
