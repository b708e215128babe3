package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import io.reducto.testkit.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rules for Prometheus fire when they should; that their metrics exist is seen on a cluster.
 */
class AlertRulesTest {
    private static final Path TESTS = AlertRules.FOLDER.resolve("memory-rules-test.yml");
    private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");

    @Test
    @RequiresTool("promtool")
    void rulesAreRulesAndPassTheirTests() throws Exception {
        for (List<String> words :
                List.of(
                        List.of("check", "rules", "--lint-fatal", AlertRules.MEMORY.toString()),
                        List.of("test", "rules", TESTS.toString()))) {
            ProcessBuilder builder = new ProcessBuilder("promtool").redirectErrorStream(true);
            builder.command().addAll(words);
            Process promtool = builder.start();
            String said =
                    new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(promtool.waitFor()).as(said).isZero();
        }
    }

    @Test
    void eachAlertIsSeenFiring() {
        String tests = Reactor.read(TESTS);
        List<String> alerts =
                ALERT.matcher(Reactor.read(AlertRules.MEMORY))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(alerts).isNotEmpty();
        assertThat(alerts).allMatch(alert -> tests.contains(alert + "\n        exp_alerts:"));
    }

    @Test
    void whatAClusterDoesNotShowIsNamed() {
        List<String> pages =
                List.of(
                        "flink_jobmanager_job_uptime{job_name=\"another\",} 1.0",
                        "flink_jobmanager_job_numRestarts{job_name=\"reducto_memory\",} 0.0");
        assertThat(AlertRules.missing(AlertRules.MEMORY, pages))
                .containsExactly(
                        "flink_taskmanager_job_task_operator_remote_secondsSinceExchange",
                        "flink_jobmanager_job_uptime{job_name=\"reducto_memory\"}");
    }
}
