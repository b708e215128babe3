package io.reducto.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A Kafka broker with its controller (KRaft) in a process of its own, on the loopback, from the
 * class path of the tests. Killed by its process id when closed; its folder is the caller's.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final int PORT_ATTEMPTS = 3;

    private final Process process;
    private final String bootstrapServers;
    private final Admin admin;

    private KafkaBroker(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(settings(bootstrapServers));
    }

    /** Starts one that answers, or fails with what it printed. */
    public static KafkaBroker start(Path folder) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Path home = Files.createDirectories(folder.resolve("broker" + attempt));
            try {
                return attempt(home);
            } catch (IOException e) {
                // Another process may have taken a port that was free a moment ago.
                if (attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A client that may do everything; closed with the broker. */
    public Admin admin() {
        return admin;
    }

    /** Makes a topic whose messages the broker stamps. */
    public void createTopic(String name, int partitions) throws Exception {
        createTopic(name, partitions, Map.of("message.timestamp.type", "LogAppendTime"));
    }

    /** Makes a topic. */
    public void createTopic(String name, int partitions, Map<String, String> settings)
            throws Exception {
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
        admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }

    /** Deletes what stands before {@code offset}, as retention does. */
    public void deleteBefore(String topic, int partition, long offset) throws Exception {
        admin.deleteRecords(
                        Map.of(
                                new TopicPartition(topic, partition),
                                RecordsToDelete.beforeOffset(offset)))
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    /** All messages of a topic as of now, of each partition in order. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return read(bootstrapServers, topic);
    }

    /** All messages of a topic of any brokers as of now, of each partition in order. */
    static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings(bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(messages::add);
            }
        }
        return messages;
    }

    /** Sends SIGKILL and waits until the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static KafkaBroker attempt(Path home) throws IOException, InterruptedException {
        int port = freePort();
        String address = "127.0.0.1:" + port;
        Path settings = home.resolve("kafka.properties");
        try (var out = Files.newBufferedWriter(settings)) {
            brokerSettings(home, address, "127.0.0.1:" + freePort()).store(out, null);
        }
        Path log = home.resolve("broker.log");
        Process format =
                java(
                        log,
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        "AAAAAAAAQACAAAAAAAAAAQ",
                        "-c",
                        settings.toString());
        if (!format.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                || format.exitValue() != 0) {
            format.destroyForcibly();
            throw new IOException("the broker's storage: " + Files.readString(log));
        }
        KafkaBroker broker =
                new KafkaBroker(java(log, "kafka.Kafka", settings.toString()), address);
        broker.awaitAnswer(log);
        return broker;
    }

    private void awaitAnswer(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            try {
                admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException | TimeoutException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IOException("the broker: " + Files.readString(log), e);
                }
            }
        }
    }

    private static Process java(Path log, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static Properties brokerSettings(Path home, String address, String controller) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + address);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", home.resolve("log").toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    private static Properties settings(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("default.api.timeout.ms", "30000");
        settings.put("request.timeout.ms", "10000");
        settings.put("reconnect.backoff.max.ms", "200");
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
