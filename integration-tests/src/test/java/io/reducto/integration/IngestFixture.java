package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.flink.FlinkRest;
import io.reducto.schemas.segment.MessageException;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An ingest job on a cluster, with topics and a repository of its own. */
final class IngestFixture {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int VOLUMES = 6;
    private static final String ENTRY = "io.reducto.jobs.ingest.Ingest";

    private final LocalClusterFixture cluster;
    private final Path folder;
    private final String name;
    private final String jar;

    /** Over volumes that are there; makes topics and jar ready. */
    private IngestFixture(String name, Path folder, LocalClusterFixture cluster) throws Exception {
        this.cluster = cluster;
        this.folder = folder;
        this.name = name;
        createTopics();
        this.jar = rest().upload(Reactor.root().resolve("jobs/target/reducto-jobs.jar"));
    }

    /** Makes topics, repository and jar ready; nothing runs yet. */
    IngestFixture(LocalClusterFixture cluster, Path folder, String name) throws Exception {
        this(name, folder, cluster);
        init();
    }

    /** A job that is to go on over the volumes in {@code folder}. */
    static IngestFixture over(LocalClusterFixture cluster, Path folder, String name)
            throws Exception {
        return new IngestFixture(name, folder, cluster);
    }

    private void init() throws Exception {
        List<String> init = new ArrayList<>(List.of("init"));
        for (int volume = 1; volume <= VOLUMES; volume++) {
            init.add(volume(volume).toString());
        }
        CommandLineProcess.Result made = CommandLineProcess.reducto(init.toArray(String[]::new));
        assertThat(made.code()).as(made.err()).isZero();
    }

    private void createTopics() throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(segments(), 4, (short) 1)
                                            .configs(
                                                    Map.of(
                                                            "message.timestamp.type",
                                                            "LogAppendTime")),
                                    new NewTopic(rejected(), 1, (short) 1),
                                    new NewTopic(catalog(), 4, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    FlinkRest rest() {
        return cluster.rest();
    }

    Path volume(int number) {
        return folder.resolve("volumes/d" + number);
    }

    String segments() {
        return name + "-segments";
    }

    String rejected() {
        return name + "-rejected";
    }

    String catalog() {
        return name + "-catalog";
    }

    /** What is told of commits. */
    CatalogTopic told() {
        return new CatalogTopic(cluster.bootstrapServers(), catalog());
    }

    /** {@code upload REASON} of what is not taken, each once, as of now. */
    Set<String> rejections() throws MessageException {
        Set<String> reasons = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> message :
                KafkaBroker.read(cluster.bootstrapServers(), rejected())) {
            Rejection rejection = RejectionCodec.decode(message.value());
            reasons.add(rejection.upload().orElseThrow().upload() + " " + rejection.reason());
        }
        return reasons;
    }

    /** Runs the job; returns its id when all of it runs. */
    String submit(int parallelism, Optional<String> savepoint, String... more) throws Exception {
        String job = start(parallelism, savepoint, Map.of(), more);
        eventually(PATIENCE, "the job runs", () -> rest().job(job).isFullyRunning());
        return job;
    }

    /** Runs the job; returns its id. */
    String start(
            int parallelism,
            Optional<String> savepoint,
            Map<String, String> configuration,
            String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--volume", volume(1).toString()));
        arguments.addAll(List.of("--volume", volume(2).toString()));
        arguments.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
        arguments.addAll(List.of("--segments", segments(), "--rejected", rejected()));
        arguments.addAll(List.of("--catalog", catalog()));
        arguments.addAll(List.of("--group", name));
        arguments.addAll(List.of(more));
        return rest().run(
                        jar,
                        new FlinkRest.Run(ENTRY, arguments, parallelism, savepoint, configuration));
    }

    /** Submits it by the command line, in a process of its own. */
    CommandLineProcess.Result command(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add("-D" + Home.PROPERTY + "=" + Reactor.root());
        words.addAll(List.of("submit", "ingest", "--json", "--parallelism", "2"));
        words.addAll(List.of("-r", volume(1).toString()));
        words.addAll(List.of("--dashboard", ClusterStatus.dashboard(cluster.plan()).toString()));
        words.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
        words.addAll(List.of("--segments", segments(), "--rejected", rejected()));
        words.addAll(List.of("--catalog", catalog()));
        words.addAll(List.of(more));
        words.addAll(List.of("--", "--group", name));
        return CommandLineProcess.reducto(words.toArray(String[]::new));
    }

    /** Files that hold shards on one of the volumes, those that no commit names among them. */
    long shards() throws IOException {
        try (Stream<Path> files = Files.walk(volume(VOLUMES).resolve("shards,"))) {
            return files.filter(Files::isRegularFile).count();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return 0; // nothing was written yet, or a file went away meanwhile
        }
    }

    /** What the job has committed, from its volumes. */
    CommittedObjects committed() {
        return new CommittedObjects(List.of(volume(1).toString(), volume(2).toString()));
    }
}
