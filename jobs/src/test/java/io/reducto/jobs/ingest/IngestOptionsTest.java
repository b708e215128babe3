package io.reducto.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class IngestOptionsTest {
    @Test
    void whatIsNotSaidIsWhatDocumentsSay() {
        IngestOptions options =
                parse("--volume", "/data/v1", "--bootstrap-servers", "localhost:9092");
        assertThat(options.address().volumes()).hasSize(1);
        assertThat(options.segmentsTopic().name()).isEqualTo("segments");
        assertThat(options.rejectedTopic().name()).isEqualTo("rejected");
        assertThat(options.catalogTopic().name()).isEqualTo("catalog");
        assertThat(options.group).isEqualTo("reducto-ingest");
        assertThat(options.waitingBytes).isEqualTo(64 << 20);
        assertThat(options.openObjectTimeout).isEqualTo(Duration.ofHours(24));
        assertThat(options.isBounded).isFalse();
    }

    @Test
    void settingsOfClientsReachAllTopics() {
        IngestOptions options =
                parse(
                        "--volume",
                        "/data/v1",
                        "--bootstrap-servers",
                        "b:1",
                        "--client-setting",
                        "security.protocol=SSL");
        assertThat(options.segmentsTopic().clientSettings())
                .containsEntry("security.protocol", "SSL");
        assertThat(options.rejectedTopic().clientSettings())
                .containsEntry("security.protocol", "SSL");
        assertThat(options.catalogTopic().clientSettings())
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void aRepositoryAndBrokersMustBeNamed() {
        assertThatThrownBy(() -> parse("--bootstrap-servers", "b:1"))
                .hasMessageContaining("--volume");
        assertThatThrownBy(() -> parse("--volume", "/data/v1"))
                .hasMessageContaining("--bootstrap-servers");
    }

    private static IngestOptions parse(String... arguments) {
        return Ingest.options(new CommandLine(new IngestOptions()), arguments);
    }
}
