package io.reducto.jobs.ingest;

import io.reducto.connectors.source.KafkaTopic;
import io.reducto.repository.RepositoryAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a user says about an ingest job. */
@Command(
        name = "ingest",
        description = "Takes segments from Kafka and commits them to a repository.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class IngestOptions {
    private static final String MEBIBYTES_64 = "67108864";

    @Option(
            names = "--volume",
            required = true,
            paramLabel = "URI",
            description =
                    "A metadata volume of the repository; one is enough, more are for the day on which one is lost.")
    List<String> volumes = new ArrayList<>();

    @Option(
            names = "--tier",
            paramLabel = "NAME",
            description = "The tier that new packs go to; the one called hot, or the only one.")
    String tier = "";

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,…",
            description = "Brokers of all topics.")
    String bootstrapServers = "";

    @Option(
            names = "--segments",
            paramLabel = "TOPIC",
            description = "Where segments come from (default: ${DEFAULT-VALUE}).")
    String segments = "segments";

    @Option(
            names = "--rejected",
            paramLabel = "TOPIC",
            description = "Where what is not taken is told (default: ${DEFAULT-VALUE}).")
    String rejected = "rejected";

    @Option(
            names = "--catalog",
            paramLabel = "TOPIC",
            description = "Where it is told what commits have entered (default: ${DEFAULT-VALUE}).")
    String catalog = "catalog";

    @Option(
            names = "--client-setting",
            paramLabel = "NAME=VALUE",
            description = "A setting of Kafka clients, such as those of security; may be repeated.")
    Map<String, String> clientSettings = new LinkedHashMap<>();

    @Option(
            names = "--group",
            paramLabel = "ID",
            description =
                    "Consumer group under which progress is shown (default: ${DEFAULT-VALUE}).")
    String group = "reducto-ingest";

    @Option(
            names = "--bounded",
            description = "End at what is in the topic now, instead of going on for ever.")
    boolean isBounded;

    @Option(
            names = "--waiting-bytes",
            paramLabel = "BYTES",
            defaultValue = MEBIBYTES_64,
            description =
                    "Bytes that may wait for verdicts in each subtask (default: ${DEFAULT-VALUE}).")
    int waitingBytes;

    @Option(
            names = "--open-object-timeout",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description =
                    "An upload is given up when nothing has come for so long (default: ${DEFAULT-VALUE}).")
    Duration openObjectTimeout = Duration.ZERO;

    RepositoryAddress address() {
        return RepositoryAddress.parse(volumes);
    }

    KafkaTopic segmentsTopic() {
        return new KafkaTopic(bootstrapServers, segments, clientSettings);
    }

    KafkaTopic rejectedTopic() {
        return new KafkaTopic(bootstrapServers, rejected, clientSettings);
    }

    KafkaTopic catalogTopic() {
        return new KafkaTopic(bootstrapServers, catalog, clientSettings);
    }
}
