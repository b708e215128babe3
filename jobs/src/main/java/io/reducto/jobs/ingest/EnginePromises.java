package io.reducto.jobs.ingest;

import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.jobs.engine.Checkpointing;
import io.reducto.jobs.engine.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the job needs of the engine: what it sets itself, and what it refuses to run without. */
final class EnginePromises {
    private static final int CHUNKS_IN_BUDGET = 4;

    private EnginePromises() {}

    /** Sets what nobody needs to choose. */
    static void set(StreamExecutionEnvironment environment) {
        Configuration settings = new Configuration();
        settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        environment.configure(settings);
    }

    /** Refuses settings that would break a promise, all of them at once. */
    static void require(StreamExecutionEnvironment environment, int budget, ChunkingSpec chunking)
            throws RefusedException {
        List<String> broken = new ArrayList<>(Checkpointing.broken(environment.getConfiguration()));
        if (environment.getConfiguration().get(CheckpointingOptions.ENABLE_UNALIGNED)) {
            broken.add(
                    "execution.checkpointing.unaligned.enabled: expected false, found true: chunks would wait for verdicts across a barrier and be lost; set it to false");
        }
        boolean isUnflushed =
                !environment.getConfiguration().get(ExecutionOptions.BUFFER_TIMEOUT_ENABLED)
                        || environment.getBufferTimeout() < 0;
        if (isUnflushed) {
            broken.add(
                    "execution.buffer-timeout: expected 0 or more, found none: a chunker that waits for verdicts must have its questions sent; set execution.buffer-timeout.interval: 10 ms");
        }
        long least = (long) CHUNKS_IN_BUDGET * chunking.parameters().maxBytes();
        if (budget < least) {
            broken.add(
                    "--waiting-bytes: expected at least %d, four times the largest chunk of %s, found %d"
                            .formatted(least, chunking, budget));
        }
        if (!broken.isEmpty()) {
            throw new RefusedException("refused: " + String.join("\nrefused: ", broken));
        }
    }
}
