package io.reducto.cli;

import io.reducto.cli.cluster.ClusterPlan;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.cluster.LocalCluster;
import io.reducto.cli.flink.FlinkRest;
import io.reducto.cli.submit.IngestSubmission;
import io.reducto.cli.submit.IngestTopics;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reducto submit ingest}. */
@Command(
        name = "ingest",
        description = {
            "Runs the ingest job: segments of a topic become commits of a repository.",
            "Makes the topics where they are missing, and returns when the job runs.",
            "What stands behind -- is for the job itself, such as -- --group ID or -- --bounded."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto submit ingest -r /srv/v1",
            "  reducto submit ingest -r /srv/v1 --from file:/srv/savepoints/savepoint-1a2b3c",
            "  reducto submit ingest -r /srv/v1 --dashboard http://flink:8081 --bootstrap-servers kafka:9092"
        })
final class SubmitIngestCommand implements Callable<Integer> {
    private static final URI CUSTOMARY_DASHBOARD = URI.create("http://127.0.0.1:8081/");
    private static final String CUSTOMARY_BROKERS = "localhost:9092";

    @Mixin private RepositoryOption repository = new RepositoryOption();
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
            names = "--segments",
            paramLabel = "TOPIC",
            description = "Where segments come from. Default: ${DEFAULT-VALUE}.")
    private String segments = IngestTopics.CUSTOMARY.segments();

    @Option(
            names = "--partitions",
            paramLabel = "COUNT",
            description =
                    "Of that topic and of the catalog topic, if they have to be made. Default: ${DEFAULT-VALUE}.")
    private int partitions = IngestTopics.CUSTOMARY.partitions();

    @Option(
            names = "--rejected",
            paramLabel = "TOPIC",
            description = "Where what is not taken is told. Default: ${DEFAULT-VALUE}.")
    private String rejected = IngestTopics.CUSTOMARY.rejected();

    @Option(
            names = "--catalog",
            paramLabel = "TOPIC",
            description = "Where it is told what commits have entered. Default: ${DEFAULT-VALUE}.")
    private String catalog = IngestTopics.CUSTOMARY.catalog();

    @Option(
            names = "--parallelism",
            paramLabel = "COUNT",
            description = "Subtasks of each operator. Default: all slots of the cluster.")
    private int parallelism;

    @Option(
            names = "--from",
            paramLabel = "SAVEPOINT",
            description = {
                "Begin with the state of a savepoint or checkpoint.",
                "Needed where the repository has commits: the job would not know what they hold."
            })
    private @Nullable String savepoint;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait until it runs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "120")
    private long timeoutSeconds;

    @Parameters(paramLabel = "JOB-OPTION", description = "Behind --: options of the job.")
    private List<String> more = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        IngestTopics topics = topics();
        Optional<ClusterPlan> local = runningLocally();
        URI endpoint =
                Optional.ofNullable(dashboard)
                        .or(() -> local.map(ClusterStatus::dashboard))
                        .orElse(CUSTOMARY_DASHBOARD);
        String brokers =
                Optional.ofNullable(bootstrapServers)
                        .or(() -> local.map(ClusterStatus::bootstrapServers))
                        .orElse(CUSTOMARY_BROKERS);
        Path jar = IngestSubmission.jar(Home.ofThisProcess().root());
        List<String> volumes = metadataVolumes();
        topics.createMissing(brokers, line -> output.note("reducto: " + line));
        FlinkRest rest = new FlinkRest(endpoint);
        String job =
                new IngestSubmission(
                                volumes,
                                brokers,
                                topics,
                                parallelism,
                                Optional.ofNullable(savepoint),
                                more)
                        .submit(rest, jar);
        IngestSubmission.awaitRunning(rest, job, Duration.ofSeconds(timeoutSeconds));
        print(job, endpoint);
        return ExitCode.OK.code();
    }

    private IngestTopics topics() {
        try {
            return new IngestTopics(segments, partitions, rejected, catalog);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private Optional<ClusterPlan> runningLocally() throws IOException {
        LocalCluster cluster = directory.cluster();
        return cluster.isRunning() ? cluster.plan() : Optional.empty();
    }

    /** All of them: the job must find the rest on the day on which one is lost. */
    private List<String> metadataVolumes() throws ObjectStoreException {
        try (OpenRepository open = repository.open()) {
            return metadataVolumes(open.repository().description());
        }
    }

    static List<String> metadataVolumes(RepositoryDescription description) {
        return description.volumes().stream()
                .filter(volume -> description.metadataVolumes().contains(volume.name()))
                .map(volume -> volume.uri().toString())
                .toList();
    }

    private void print(String job, URI endpoint) {
        URI link = endpoint.resolve("/#/job/running/%s/overview".formatted(job));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job);
        fields.put("dashboard", link.toString());
        output.line("job %s runs; %s shows it".formatted(job, link), fields);
    }
}
