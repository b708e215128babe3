package io.reducto.cli;

import io.reducto.cli.cluster.ClusterPlan;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.cluster.LocalCluster;
import io.reducto.cli.flink.FlinkRest;
import io.reducto.cli.submit.JobSubmission;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a job runs and how it begins: what all commands that submit one ask. */
final class SubmissionOptions {
    private static final URI CUSTOMARY_DASHBOARD = URI.create("http://127.0.0.1:8081/");
    private static final String CUSTOMARY_BROKERS = "localhost:9092";

    @Mixin private ClusterCommand.DirectoryOption directory = new ClusterCommand.DirectoryOption();
    @Mixin private Output output = new Output();

    @Option(
            names = "--dashboard",
            paramLabel = "URL",
            description =
                    "REST endpoint of the cluster. Default: the local cluster that runs, or http://127.0.0.1:8081.")
    private @Nullable URI dashboard;

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:REDUCTO_BOOTSTRAP_SERVERS}",
            paramLabel = "HOST:PORT,...",
            description =
                    "Brokers. Default: the variable REDUCTO_BOOTSTRAP_SERVERS, those of the local cluster that runs, or localhost:9092.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--parallelism",
            paramLabel = "COUNT",
            description = "Subtasks of each operator. Default: all slots of the cluster.")
    private int parallelism;

    @Option(
            names = "--from",
            paramLabel = "SAVEPOINT",
            description = "Begin with the state of a savepoint or checkpoint.")
    private @Nullable String savepoint;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait until it runs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "120")
    private long timeoutSeconds;

    @Parameters(paramLabel = "JOB-OPTION", description = "Behind --: options of the job.")
    private List<String> more = new ArrayList<>();

    Output output() {
        return output;
    }

    int parallelism() {
        return parallelism;
    }

    Optional<String> savepoint() {
        return Optional.ofNullable(savepoint);
    }

    List<String> more() {
        return more;
    }

    String brokers() throws IOException {
        Optional<ClusterPlan> local = runningLocally();
        return Optional.ofNullable(bootstrapServers)
                .or(() -> local.map(ClusterStatus::bootstrapServers))
                .orElse(CUSTOMARY_BROKERS);
    }

    private URI endpoint() throws IOException {
        Optional<ClusterPlan> local = runningLocally();
        return Optional.ofNullable(dashboard)
                .or(() -> local.map(ClusterStatus::dashboard))
                .orElse(CUSTOMARY_DASHBOARD);
    }

    private Optional<ClusterPlan> runningLocally() throws IOException {
        LocalCluster cluster = directory.cluster();
        return cluster.isRunning() ? cluster.plan() : Optional.empty();
    }

    /** The jar of all jobs, before anything is made for one. */
    static Path jar() throws IOException {
        return JobSubmission.jar(Home.ofThisProcess().root());
    }

    /** Hands {@code job} to the cluster, waits until it runs, and says where it is seen. */
    void submit(JobSubmission job, Path jar) throws IOException, InterruptedException {
        URI endpoint = endpoint();
        FlinkRest rest = new FlinkRest(endpoint);
        String id = job.submit(rest, jar);
        JobSubmission.awaitRunning(rest, id, Duration.ofSeconds(timeoutSeconds));
        URI link = endpoint.resolve("/#/job/running/%s/overview".formatted(id));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", id);
        fields.put("dashboard", link.toString());
        output.line("job %s runs; %s shows it".formatted(id, link), fields);
    }
}
