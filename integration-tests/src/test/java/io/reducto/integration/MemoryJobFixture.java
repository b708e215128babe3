package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.architecture.Reactor;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.flink.FlinkRest;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A memory job on a cluster, with topics and a Git remote of its own. */
final class MemoryJobFixture {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalClusterFixture cluster;
    private final String name;
    private final Path folder;
    final Path remote;

    MemoryJobFixture(LocalClusterFixture cluster, Path folder, String name) throws Exception {
        this.cluster = cluster;
        this.folder = folder;
        this.name = name;
        this.remote = folder.resolve("team.git");
        git(folder, "init", "-q", "--bare", "-b", "main", "team.git");
    }

    FlinkRest rest() {
        return cluster.rest();
    }

    private String topic(String what) {
        return name + "-" + what;
    }

    /** Submits it as a user does; returns its id when it runs. */
    String submit(int parallelism, List<String> options, String... ofTheJob) throws Exception {
        List<String> words = new ArrayList<>();
        words.add("-D" + Home.PROPERTY + "=" + Reactor.root());
        words.addAll(List.of("submit", "memory", "--json"));
        words.addAll(List.of("--parallelism", Integer.toString(parallelism)));
        words.addAll(List.of("--remote", remote + "#main"));
        words.addAll(List.of("--dashboard", ClusterStatus.dashboard(cluster.plan()).toString()));
        words.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
        words.addAll(List.of("--entries", topic("entries"), "--unified", topic("unified")));
        words.addAll(List.of("--rejected", topic("rejected")));
        words.addAll(options);
        words.addAll(List.of("--", "--group", name, "--every", "PT1S"));
        words.addAll(List.of(ofTheJob));
        CommandLineProcess.Result result = CommandLineProcess.reducto(words.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out()).get("job").asText();
    }

    /** Sends messages as {@code source}, each with its key. */
    void publish(String source, List<Map.Entry<String, byte[]>> messages) throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Map.Entry<String, byte[]> message : messages) {
                ProducerRecord<byte[], byte[]> line =
                        new ProducerRecord<>(
                                topic("entries"),
                                message.getKey().getBytes(StandardCharsets.UTF_8),
                                message.getValue());
                line.headers().add("source", source.getBytes(StandardCharsets.UTF_8));
                sent.add(producer.send(line));
            }
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
            }
        }
    }

    /** The last line of each content. */
    Collection<String> unified() {
        Map<String, String> lines = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> line :
                KafkaBroker.read(cluster.bootstrapServers(), topic("unified"))) {
            String content = new String(line.key(), StandardCharsets.US_ASCII);
            if (line.value() == null) {
                lines.remove(content);
            } else {
                lines.put(content, new String(line.value(), StandardCharsets.UTF_8));
            }
        }
        return lines.values();
    }

    List<String> rejected() {
        return KafkaBroker.read(cluster.bootstrapServers(), topic("rejected")).stream()
                .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** A clone that takes part by the command line, and its client file. */
    Path machine(String machine) throws Exception {
        git(folder, "clone", "-q", "team.git", machine);
        git(folder.resolve(machine), "checkout", "-q", "-B", "main");
        memory(machine, "init", "--client", folder.resolve(machine + ".json").toString());
        return folder.resolve(machine);
    }

    /** Runs a command of {@code reducto memory} in the clone of {@code machine}. */
    void memory(String machine, String command, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of("memory", command, "-C", folder.resolve(machine).toString()));
        words.addAll(List.of(more));
        CommandLineProcess.Result result = CommandLineProcess.reducto(words.toArray(String[]::new));
        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }

    void backup(String machine, String entries) throws Exception {
        Files.writeString(folder.resolve(machine + ".json"), entries);
        memory(machine, "backup");
    }

    /** The commit at the tip of the remote. */
    String tip() throws GitException {
        return git(remote, "rev-parse", "main").strip();
    }

    /** A file of the remote's tip. */
    byte[] file(String path) throws GitException {
        return new GitProgram(remote)
                .run(GitCommand.of("cat-file", "blob", "main:memory/" + path))
                .bytes();
    }

    List<String> unifiedFile() throws GitException {
        return new String(file("unified.jsonl"), StandardCharsets.UTF_8).lines().toList();
    }

    /** The remote shows these texts, and the topic has the lines of the remote. */
    void awaitTexts(List<String> texts) throws Exception {
        eventually(PATIENCE, "the remote shows " + texts.size() + " texts", () -> hasAll(texts));
        eventually(
                PATIENCE,
                "topic and remote agree",
                () -> List.copyOf(sorted(unified())).equals(sorted(unifiedFile())));
    }

    private boolean hasAll(List<String> texts) {
        try {
            String all = String.join("\n", unifiedFile());
            return texts.stream().allMatch(text -> all.contains('"' + text + '"'));
        } catch (GitException e) {
            return false; // nothing was pushed yet
        }
    }

    private static List<String> sorted(Collection<String> lines) {
        return lines.stream().sorted().toList();
    }

    static String git(Path folder, String... arguments) throws GitException {
        return new GitProgram(folder).run(GitCommand.of(arguments)).text();
    }
}
