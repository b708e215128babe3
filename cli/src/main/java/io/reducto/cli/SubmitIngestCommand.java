package io.reducto.cli;

import io.reducto.cli.submit.IngestSubmission;
import io.reducto.cli.submit.IngestTopics;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.tier.ObjectStoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto submit ingest}. */
@Command(
        name = "ingest",
        description = {
            "Runs the ingest job: segments of a topic become commits of a repository.",
            "Makes the topics where they are missing, and returns when the job runs.",
            "Where the repository has commits it needs --from: it would not know what they hold.",
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
    @Mixin private RepositoryOption repository = new RepositoryOption();
    @Mixin private SubmissionOptions submission = new SubmissionOptions();

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

    @Override
    public Integer call() throws Exception {
        IngestTopics topics = topics();
        String brokers = submission.brokers();
        Path jar = SubmissionOptions.jar();
        List<String> volumes = metadataVolumes();
        topics.createMissing(brokers, line -> submission.output().note("reducto: " + line));
        IngestSubmission ingest =
                new IngestSubmission(
                        volumes,
                        brokers,
                        topics,
                        submission.parallelism(),
                        submission.savepoint(),
                        submission.more());
        submission.submit(ingest.job(), jar);
        return ExitCode.OK.code();
    }

    private IngestTopics topics() {
        try {
            return new IngestTopics(segments, partitions, rejected, catalog);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
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
}
