package io.reducto.jobs.memory;

import io.reducto.connectors.source.KafkaTopic;
import io.reducto.memory.secret.SecretPolicy;
import io.reducto.memory.sync.RemoteAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a user says about a memory job. */
@Command(
        name = "memory",
        description = "Merges lines of memories from Kafka and from Git remotes into one memory.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class MemoryOptions {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,…",
            description = "Brokers of all topics.")
    String bootstrapServers = "";

    @Option(
            names = "--remote",
            paramLabel = "URL[#BRANCH]",
            description = {
                "A Git remote that takes part; may be repeated. The branch is that of the remote's HEAD unless it is named.",
                "Credentials are those of git on the TaskManagers."
            })
    List<String> remotes = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "PT15S",
            description = "Between two looks at a remote (default: ${DEFAULT-VALUE}).")
    Duration every = Duration.ZERO;

    @Option(
            names = "--entries",
            paramLabel = "TOPIC",
            description = "Where lines come from (default: ${DEFAULT-VALUE}).")
    String entries = "memory-entries";

    @Option(
            names = "--unified",
            paramLabel = "TOPIC",
            description = "Where the merged memory is told, compacted (default: ${DEFAULT-VALUE}).")
    String unified = "memory-unified";

    @Option(
            names = "--rejected",
            paramLabel = "TOPIC",
            description = "Where what is not taken is told (default: ${DEFAULT-VALUE}).")
    String rejected = "memory-rejected";

    @Option(
            names = "--secrets",
            paramLabel = "POLICY",
            description =
                    "What becomes of an entry with a secret: refuse or mask (default: ${DEFAULT-VALUE}).")
    SecretPolicy secrets = SecretPolicy.REFUSE;

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
    String group = "reducto-memory";

    @Option(
            names = "--bounded",
            description = "End at what is there now, instead of going on for ever.")
    boolean isBounded;

    KafkaTopic topic(String name) {
        return new KafkaTopic(bootstrapServers, name, clientSettings);
    }

    List<RemoteAddress> addresses() {
        return remotes.stream().map(RemoteAddress::parse).distinct().toList();
    }
}
