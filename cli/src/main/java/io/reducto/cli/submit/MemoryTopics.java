package io.reducto.cli.submit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics of a memory job, made as {@code docs/memory-job.md} wants them.
 *
 * @param entries where lines come from
 * @param partitions of that topic, if it has to be made
 * @param unified where the merged memory is told
 * @param rejected where it is told what was not taken
 */
public record MemoryTopics(String entries, int partitions, String unified, String rejected) {
    /** Room for the longest entry, its metadata, and what Kafka puts around a message. */
    private static final int MESSAGE_BYTES_MAX = 20 << 20;

    /** The names that the job takes unless told otherwise. */
    public static final MemoryTopics CUSTOMARY =
            new MemoryTopics("memory-entries", 4, "memory-unified", "memory-rejected");

    /** Refuses a topic without partitions. */
    public MemoryTopics {
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
        String bytes = Integer.toString(MESSAGE_BYTES_MAX);
        MissingTopics.create(
                bootstrapServers,
                List.of(
                        new NewTopic(entries, Optional.of(partitions), Optional.empty())
                                .configs(
                                        Map.of(
                                                "cleanup.policy",
                                                "delete",
                                                "max.message.bytes",
                                                bytes)),
                        new NewTopic(unified, Optional.of(1), Optional.empty())
                                .configs(
                                        Map.of(
                                                "cleanup.policy",
                                                "compact",
                                                "max.message.bytes",
                                                bytes)),
                        new NewTopic(rejected, Optional.of(1), Optional.empty())),
                made);
    }
}
