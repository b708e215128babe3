package io.reducto.cli.submit;

import java.util.List;
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

/** Topics of a job that may have to be made. */
final class MissingTopics {
    private static final int ANSWER_TIMEOUT_MS = 15_000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    private MissingTopics() {}

    /**
     * Makes those of {@code wanted} that are missing; others stay as they are, the job itself looks
     * at them.
     *
     * @param made hears a line for people for each
     * @throws SubmissionException brokers do not answer, or do not make them
     */
    static void create(String bootstrapServers, List<NewTopic> wanted, Consumer<String> made)
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
            for (NewTopic topic : wanted) {
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
