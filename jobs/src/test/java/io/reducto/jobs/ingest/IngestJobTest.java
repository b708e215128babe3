package io.reducto.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.LineageId;
import io.reducto.connectors.catalog.KafkaCatalogEvents;
import io.reducto.connectors.sink.Commits;
import io.reducto.connectors.sink.RepositorySink;
import io.reducto.connectors.sink.RepositoryTarget;
import io.reducto.connectors.source.KafkaTopic;
import io.reducto.connectors.source.RejectedSink;
import io.reducto.connectors.source.SegmentSource;
import io.reducto.repository.RepositoryAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.junit.jupiter.api.Test;

/** The graph as the dashboard shows it, and as savepoints know it. */
class IngestJobTest {
    private static final KafkaTopic TOPIC = new KafkaTopic("localhost:1", "segments");

    private final Configuration settings =
            new Configuration()
                    .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));

    @Test
    void theGraphReadsLikeThePicture() {
        Map<String, String> names = new TreeMap<>();
        for (StreamNode node : graph().getStreamNodes()) {
            names.put(String.valueOf(node.getTransformationUID()), node.getOperatorName());
        }
        assertThat(names)
                .containsEntry("segments", "Source: segments")
                .containsEntry("admit", "admit")
                .containsEntry("chunk", "chunk")
                .containsEntry("index", "index")
                .containsEntry("assemble", "assemble")
                .containsEntry("commit", "commit: Writer")
                .containsEntry("rejected", "rejected: Writer")
                .doesNotContainKey("null");
    }

    @Test
    void contentStaysInTheProcessOfItsChunker() {
        StreamGraph graph = graph();
        StreamNode assemble = node(graph, "assemble");
        StreamNode chunk = node(graph, "chunk");
        StreamEdge bytes =
                assemble.getInEdges().stream()
                        .filter(edge -> edge.getSourceId() == chunk.getId())
                        .findFirst()
                        .orElseThrow();
        assertThat(bytes.getPartitioner()).isInstanceOf(ForwardPartitioner.class);
        assertThat(assemble.getCoLocationGroup()).isEqualTo(chunk.getCoLocationGroup());
        assertThat(assemble.getMaxParallelism()).isEqualTo(chunk.getMaxParallelism());
        assertThat(assemble.getParallelism()).isEqualTo(chunk.getParallelism());
    }

    @Test
    void oneCommitterAndKeyGroupsForEver() {
        StreamGraph graph = graph();
        assertThat(
                        graph.getStreamNodes().stream()
                                .filter(node -> node.getOperatorName().startsWith("commit"))
                                .map(StreamNode::getParallelism))
                .hasSize(2)
                .containsOnly(1);
        assertThat(node(graph, "index").getMaxParallelism()).isEqualTo(128);
    }

    @Test
    void flinkItselfRefusesUnalignedCheckpoints() {
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        assertThatThrownBy(() -> graph().getJobGraph())
                .hasMessageContaining("not supported for custom partitioners");
    }

    private static StreamNode node(StreamGraph graph, String uid) {
        return graph.getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow();
    }

    private StreamGraph graph() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        EnginePromises.set(environment);
        RepositoryTarget target = RepositoryTarget.of(RepositoryAddress.parse(List.of("/nowhere")));
        new IngestJob(
                        SegmentSource.unbounded(TOPIC, "group"),
                        slots -> {
                            throw new IllegalStateException("not here");
                        },
                        new RepositorySink(
                                target, Commits.DEFAULT, new KafkaCatalogEvents.Factory(TOPIC)),
                        RejectedSink.of(TOPIC),
                        new IngestJob.Settings(
                                "fastcdc2020-v1:8k/16k/32k:n2",
                                64 << 20,
                                Duration.ofHours(24),
                                new LineageId(1, 2)))
                .define(environment);
        return environment.getStreamGraph();
    }
}
