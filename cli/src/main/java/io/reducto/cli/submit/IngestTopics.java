package io.reducto.cli.submit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of an ingest job, made as {@code docs/format/segments.md} and {@code
 * catalog-events.md} want them.
 *
 * @param segments where segments come from
 * @param partitions of that topic and of {@code catalog}, which have the same keys, if they have to
 *     be made
 * @param rejected where rejections go
 * @param catalog where it is told what commits have entered
 */
public record IngestTopics(String segments, int partitions, String rejected, String catalog) {
    private static final int ANSWER_TIMEOUT_MS = 15_000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    /** The names that job and publisher take unless told otherwise. */
    public static final IngestTopics CUSTOMARY =
            new IngestTopics("segments", 4, "rejected", "catalog");

    /** Refuses a topic without partitions. */
    public IngestTopics {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "partitions: expected 1 or more, found " + partitions);
        }
    }

    /**
     * Makes those that are missing; others stay as they are, the job itself looks at them.
     *
     * @param made hears a line for people for each
     * @throws SubmissionException brokers do not answer, or do not make them
     */
    public void createMissing(String bootstrapServers, Consumer<String> made)
            throws SubmissionException, InterruptedException {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", "reducto-submit");
        settings.put("socket.connection.setup.timeout.ms", Integer.toString(REQUEST_TIMEOUT_MS));
        settings.put("request.timeout.ms", Integer.toString(REQUEST_TIMEOUT_MS));
        settings.put("default.api.timeout.ms", Integer.toString(ANSWER_TIMEOUT_MS));
        try (Admin admin = Admin.create(settings)) {
            Set<String> present =
                    admin.listTopics().names().get(2L * ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            for (NewTopic topic : wanted()) {
                if (!present.contains(topic.name()) && create(admin, topic)) {
                    made.accept(
                            "made topic %s, partitions: %d"
                                    .formatted(topic.name(), topic.numPartitions()));
                }
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new SubmissionException(
                    "brokers %s: %s".formatted(bootstrapServers, reason(e)), e);
        }
    }

    private List<NewTopic> wanted() {
        return List.of(
                new NewTopic(segments, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                new NewTopic(rejected, Optional.of(1), Optional.empty()),
                new NewTopic(catalog, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("cleanup.policy", "delete")));
    }

    /** False when somebody else was faster. */
    private static boolean create(Admin admin, NewTopic topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            admin.createTopics(List.of(topic))
                    .all()
                    .get(2L * ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private static String reason(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Optional.ofNullable(root.getMessage())
                .orElse("no answer within %d ms".formatted(2 * ANSWER_TIMEOUT_MS));
    }
}
