package io.reducto.cli.submit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;

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
        MissingTopics.create(bootstrapServers, wanted(), made);
    }

    private List<NewTopic> wanted() {
        return List.of(
                new NewTopic(segments, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                new NewTopic(rejected, Optional.of(1), Optional.empty()),
                new NewTopic(catalog, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("cleanup.policy", "delete")));
    }
}
