package io.reducto.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.chunk.ChunkingSpec;
import io.reducto.jobs.engine.RefusedException;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnginePromisesTest {
    private static final ChunkingSpec CHUNKING = ChunkingSpec.parse("fastcdc2020-v1:8k/16k/32k:n2");
    private static final int BUDGET = 64 << 20;

    private final Configuration settings = new Configuration();

    @BeforeEach
    void asItShouldBe() {
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));
    }

    @Test
    void whatKeepsEveryPromiseIsAccepted() {
        assertThatCode(() -> require(BUDGET)).doesNotThrowAnyException();
        assertThatCode(() -> require(4 * (32 << 10))).doesNotThrowAnyException();
    }

    @Test
    void aJobWithoutCheckpointsIsRefused() {
        settings.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        refused("execution.checkpointing.interval: expected an interval, found none");
    }

    @Test
    void unalignedCheckpointsAreRefused() {
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        refused("execution.checkpointing.unaligned.enabled: expected false");
    }

    @Test
    void atLeastOnceIsRefused() {
        settings.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.AT_LEAST_ONCE);
        refused("execution.checkpointing.mode: expected EXACTLY_ONCE");
    }

    @Test
    void aBoundedInputThatWouldLoseItsTailIsRefused() {
        settings.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false);
        refused("checkpoints-after-tasks-finish: expected true");
    }

    @Test
    void buffersThatNobodyFlushesAreRefused() {
        settings.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        refused("execution.buffer-timeout: expected 0 or more");
    }

    @Test
    void aBudgetBelowFourChunksIsRefused() {
        assertThatThrownBy(() -> require(4 * (32 << 10) - 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--waiting-bytes: expected at least 131072");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        settings.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        assertThatThrownBy(() -> require(1))
                .hasMessageContaining("interval")
                .hasMessageContaining("buffer-timeout")
                .hasMessageContaining("--waiting-bytes");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> require(BUDGET))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }

    private void require(int budget) throws RefusedException {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        EnginePromises.set(environment);
        EnginePromises.require(environment, budget, CHUNKING);
    }
}
