package io.reducto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say without a cluster; with one: LocalClusterITCase. */
class ClusterCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whereNothingRunsStatusIsDownAndStopIsDone() {
        assertThat(run("cluster", "status", "--dir", folder.toString(), "--json"))
                .isEqualTo(ExitCode.CLUSTER_DOWN.code());
        assertThat(out.toString()).contains("\"condition\":\"down\"");
        assertThat(run("cluster", "stop", "--dir", folder.toString())).isZero();
        assertThat(out.toString()).contains("no cluster runs in " + folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wrongCallsDoNothing() {
        String dir = folder.resolve("new").toString();
        assertThat(run("cluster")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("cluster", "start", "--dir", dir, "--slots", "0"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("cluster", "start", "--dir", dir, "--rest-port", "9092"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("port 9092 is named twice").contains("--kafka-port");
        assertThat(run("cluster", "start", "--dir", "/a:b")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("cluster", "start", "--dir", dir)).isEqualTo(ExitCode.FAILED.code());
        assertThat(err.toString()).contains("reducto.home");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void helpShowsEveryPort() {
        assertThat(run("cluster", "start", "--help")).isZero();
        assertThat(out.toString())
                .contains("--port-base")
                .contains("8081")
                .contains("--kafka-heap");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Reducto.commandLine(new PrintWriter(out), new PrintWriter(err, true))
                .execute(arguments);
    }
}
