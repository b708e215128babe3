package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.connectors.source.Arrival;
import io.reducto.connectors.source.SegmentDeserializer;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Segment;
import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Publishers, ours and others, against a broker; what they sent is read as the job reads it. */
@ExtendWith(Seed.Extension.class)
class PublishTest {
    private static final int PARTITIONS = 3;

    @TempDir static Path home;
    @TempDir Path folder;

    private static @Nullable KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(home);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void whatIsPublishedIsReadBack(Seed seed) throws Exception {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("empty", new byte[0]);
        contents.put("one piece", seed.bytes(Segment.CONTENT_BYTES));
        contents.put("sub/Büro 🎵.bin", seed.bytes(3 * Segment.CONTENT_BYTES + 17));
        contents.put("sub/text", seed.text(5_000));
        for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            Path file = folder.resolve("in").resolve(content.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, content.getValue());
        }
        broker().createTopic("published", PARTITIONS);
        Run run =
                publish(
                        "--data-set",
                        "builds",
                        "--version",
                        "1.2",
                        "--topic",
                        "published",
                        "--json",
                        folder.resolve("in").toString());
        assertThat(run.err).isEmpty();
        assertThat(run.code).isZero();
        Map<String, List<Received>> objects = read("published");
        assertThat(objects.keySet()).isEqualTo(contents.keySet());
        assertThat(run.out.lines()).hasSize(contents.size());
        for (String line : run.out.lines().toList()) {
            JsonNode told = new ObjectMapper().readTree(line);
            String name = told.get("object").asText();
            List<Received> received = Objects.requireNonNull(objects.get(name));
            byte[] content = Objects.requireNonNull(contents.get(name));
            assertThat(joined(received)).as(name).isEqualTo(content);
            assertThat(told.get("bytes").asInt()).isEqualTo(content.length);
            assertThat(told.get("firstOffset").asLong())
                    .isEqualTo(received.get(0).position().offset());
            assertThat(told.get("lastOffset").asLong())
                    .isEqualTo(received.get(received.size() - 1).position().offset());
            assertThat(received)
                    .allMatch(r -> r.position().partition() == told.get("partition").asInt())
                    .allMatch(
                            r -> r.segment().upload().upload().equals(told.get("upload").asText()));
        }
    }

    @Test
    void aTopicOrBrokerThatIsNotThereIsAnError() throws Exception {
        Path file = Files.write(folder.resolve("f"), new byte[] {1});
        Run none = publish("--data-set", "d", "--version", "1", "--topic", "none", file.toString());
        assertThat(none.code).isEqualTo(6);
        assertThat(none.err).contains("have no topic none").doesNotContain("\tat ");
    }

    @Test
    @RequiresTool({"kcat", "split"})
    void kcatSendsPlainSegments(Seed seed) throws Exception {
        byte[] content = seed.bytes(2 * Segment.CONTENT_BYTES + 99);
        Path file = Files.write(folder.resolve("disk.img"), content);
        broker().createTopic("plain", PARTITIONS);
        run("split", "-b", Integer.toString(Segment.CONTENT_BYTES), "-d", file + "", file + ".");
        for (int i = 0; i < 3; i++) {
            run(
                    "kcat",
                    "-P",
                    "-b",
                    broker().bootstrapServers(),
                    "-t",
                    "plain",
                    "-k",
                    "disks|disk.img",
                    "-H",
                    "reducto-dataset=disks",
                    "-H",
                    "reducto-object=disk.img",
                    "-H",
                    "reducto-version=7",
                    "-H",
                    "reducto-upload=u1",
                    "-H",
                    "reducto-seq=%02d".formatted(i),
                    "-H",
                    "reducto-last=" + (i == 2),
                    "-H",
                    "reducto-length=" + content.length,
                    file + ".%02d".formatted(i));
        }
        List<Received> received = Objects.requireNonNull(read("plain").get("disk.img"));
        assertThat(received).hasSize(3);
        assertThat(joined(received)).isEqualTo(content);
        assertThat(received.get(2).segment().isLast()).isTrue();
        assertThat(received.get(2).segment().declared().length()).hasValue(content.length);
    }

    @Test
    @RequiresTool({"node", "npm"})
    void kafkaJsSendsPlainSegments(Seed seed) throws Exception {
        byte[] content = seed.bytes(3 * Segment.CONTENT_BYTES + 12_345);
        Path file = Files.write(folder.resolve("disk.img"), content);
        broker().createTopic("kafkajs", PARTITIONS);
        KafkaJs.install(folder)
                .publish(broker().bootstrapServers(), "kafkajs", file, "disks", "disk.img");
        List<Received> received = Objects.requireNonNull(read("kafkajs").get("disk.img"));
        assertThat(received).hasSize(4);
        assertThat(joined(received)).isEqualTo(content);
        Segment last = received.get(3).segment();
        assertThat(last.declared().length()).hasValue(content.length);
        assertThat(last.declared().sha256().orElseThrow())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    @RequiresTool({"script", "stty"})
    void aTerminalShowsOneLine(Seed seed) throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), seed.bytes(4_000_000));
        broker().createTopic("shown", PARTITIONS);
        List<String> words =
                command("--data-set", "d", "--version", "1", "--topic", "shown", file.toString());
        String command =
                words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Run run = run(List.of("script", "-qec", "stty cols 50; " + command, "/dev/null"));
        assertThat(run.code).as(run.out).isZero();
        assertThat(run.out.lines().filter(line -> line.startsWith("publish")))
                .as("each drawn over the one before")
                .isNotEmpty()
                .allMatch(line -> line.length() < 50)
                .last()
                .asString()
                .contains("100%")
                .contains("3/3 MiB");
    }

    private record Run(int code, String out, String err) {}

    /** The command in a process of its own. */
    private Run publish(String... arguments) throws Exception {
        return run(command(arguments));
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Less than what is published at once would need.
        command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("io.reducto.cli.Reducto", "publish", "--bootstrap-servers"));
        command.add(broker().bootstrapServers());
        command.addAll(List.of(arguments));
        return command;
    }

    private void run(String... command) throws Exception {
        Run run = run(List.of(command));
        assertThat(run.code).as(run.err).isZero();
    }

    private Run run(List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** All segments of a topic by object, in the order of their offsets. */
    private static Map<String, List<Received>> read(String topic) {
        Map<String, List<Received>> objects = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : broker().read(topic)) {
            Arrival arrival = SegmentDeserializer.read(message);
            assertThat(arrival).isInstanceOf(Arrival.Taken.class);
            Received received = ((Arrival.Taken) arrival).received();
            objects.computeIfAbsent(received.segment().upload().object(), o -> new ArrayList<>())
                    .add(received);
        }
        return objects;
    }

    private static byte[] joined(List<Received> received) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < received.size(); i++) {
            assertThat(received.get(i).segment().ordinal()).isEqualTo(i);
            joined.writeBytes(received.get(i).segment().content());
        }
        assertThat(received.get(received.size() - 1).segment().isLast()).isTrue();
        return joined.toByteArray();
    }

    private static KafkaBroker broker() {
        return Objects.requireNonNull(broker);
    }
}
