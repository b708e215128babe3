package io.reducto.operators.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.operators.edge.Holding;
import io.reducto.operators.edge.Question;
import io.reducto.operators.edge.Verdict;
import io.reducto.operators.edge.VerdictSerializer;
import io.reducto.state.type.ChunkIdSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class IndexFunctionTest {
    private static final ChunkId A = ChunkId.of(1, 2, 3, 4);
    private static final ChunkId B = ChunkId.of(1, 2, 3, 5);

    @Test
    void theFirstAskerStoresAndEveryLaterOneDoesNotAlsoAfterARestart() throws Exception {
        var index = harness();
        index.open();
        index.processElement(new Question(A, 3, 10), 0);
        index.processElement(new Question(B, 4, 11), 0);
        index.processElement(new Question(A, 4, 12), 0);
        assertThat(index.extractOutputValues())
                .containsExactly(
                        new Verdict(3, 10, Holding.FRESH),
                        new Verdict(4, 11, Holding.FRESH),
                        new Verdict(4, 12, Holding.IN_STORE));
        OperatorSubtaskState state = index.snapshot(1, 0);
        index.close();

        var restarted = harness();
        restarted.setRestoredCheckpointId(1);
        restarted.initializeState(state);
        restarted.open();
        restarted.processElement(new Question(A, 0, 0), 0);
        assertThat(restarted.extractOutputValues())
                .containsExactly(new Verdict(0, 0, Holding.IN_STORE));
        restarted.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<ChunkId, Question, Verdict> harness()
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new IndexFunction()),
                        Question::id,
                        ChunkIdSerializer.TYPE);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup(VerdictSerializer.INSTANCE);
        return harness;
    }
}
