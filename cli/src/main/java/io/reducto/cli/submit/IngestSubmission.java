package io.reducto.cli.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ingest job to be run.
 *
 * @param volumes URIs of metadata volumes of its repository
 * @param bootstrapServers brokers of all topics
 * @param topics its topics
 * @param parallelism 0 for all slots of the cluster
 * @param savepoint where it begins; empty for a repository without commits
 * @param more further options of the job, as they are
 */
public record IngestSubmission(
        List<String> volumes,
        String bootstrapServers,
        IngestTopics topics,
        int parallelism,
        Optional<String> savepoint,
        List<String> more) {
    private static final String ENTRY = "io.reducto.jobs.ingest.Ingest";

    /** Copies the lists. */
    public IngestSubmission {
        volumes = List.copyOf(volumes);
        more = List.copyOf(more);
    }

    /** It, as any job. */
    public JobSubmission job() {
        return new JobSubmission(ENTRY, arguments(), parallelism, savepoint);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        volumes.forEach(volume -> arguments.addAll(List.of("--volume", volume)));
        arguments.addAll(List.of("--bootstrap-servers", bootstrapServers));
        arguments.addAll(List.of("--segments", topics.segments()));
        arguments.addAll(List.of("--rejected", topics.rejected()));
        arguments.addAll(List.of("--catalog", topics.catalog()));
        arguments.addAll(more);
        return arguments;
    }
}
