package io.reducto.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness's close() says that it may be interrupted
class SortOutFunctionTest {
    private static final ReplicaId LAPTOP = new ReplicaId("laptop");
    private static final ObservedRemoveMap NOTHING = new ObservedRemoveMap();

    @Test
    void everythingThatArrivesGoesOn() throws Exception {
        VersionVector seen = VersionVector.of(Map.of(LAPTOP, 2L));
        ObservedRemoveMap all =
                ObservedRemoveMap.of(
                        List.of(write("default/a", 3), write("default/b", 4)),
                        Map.of(LAPTOP, seen),
                        Set.of(new ReplicaId("gone")),
                        seen);
        try (var harness = harness()) {
            harness.processElement(new StreamRecord<>(new Arrived.Part(all)));
            harness.processElement(new StreamRecord<>(new Arrived.Refused(new byte[] {7})));
            assertThat(harness.extractOutputValues()).containsExactlyElementsOf(all.registers());
            assertThat(aside(harness, SortOutFunction.PROGRESS))
                    .containsExactly(
                            ObservedRemoveMap.of(
                                    List.of(), all.acknowledgements(), all.retired(), seen));
            assertThat(aside(harness, SortOutFunction.REJECTED)).containsExactly(new byte[] {7});
        }
    }

    /** Each message of a source on the topic says that nobody waits for it, and how far it is. */
    @Test
    void whatASourceSaysOfItselfIsPassedOnWhenItIsNews() throws Exception {
        try (var harness = harness()) {
            for (long upTo : new long[] {1_024, 1_024, 2_048, 2_048}) {
                ObservedRemoveMap message =
                        ObservedRemoveMap.of(
                                List.of(write("default/a", upTo + 1)),
                                Map.of(LAPTOP, upTo(upTo)),
                                Set.of(LAPTOP),
                                VersionVector.EMPTY);
                harness.processElement(new StreamRecord<>(new Arrived.Part(message)));
            }
            assertThat(harness.extractOutputValues()).hasSize(4);
            assertThat(aside(harness, SortOutFunction.PROGRESS))
                    .extracting(said -> said.acknowledgements().get(LAPTOP))
                    .containsExactly(upTo(1_024), upTo(2_048));
        }
    }

    private static VersionVector upTo(long sequence) {
        return VersionVector.of(Map.of(LAPTOP, sequence));
    }

    /** A remote that is seen says so with nothing, which is how news are brought to a new one. */
    @Test
    void nothingAtAllIsProgress() throws Exception {
        try (var harness = harness()) {
            harness.processElement(new StreamRecord<>(new Arrived.Part(NOTHING)));
            harness.processElement(new StreamRecord<>(new Arrived.Part(NOTHING)));
            assertThat(aside(harness, SortOutFunction.PROGRESS)).containsExactly(NOTHING, NOTHING);
        }
    }

    private static OneInputStreamOperatorTestHarness<Arrived, Register> harness() throws Exception {
        var harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new SortOutFunction()), ArrivedSerializer.INSTANCE);
        harness.open();
        return harness;
    }

    private static <T> Collection<T> aside(
            OneInputStreamOperatorTestHarness<Arrived, Register> harness, OutputTag<T> tag) {
        return harness.getSideOutput(tag).stream().map(StreamRecord::getValue).toList();
    }

    private static Write write(String key, long sequence) {
        return Write.tombstone(
                key, new Dot(LAPTOP, sequence), new HybridTime(17, 0), VersionVector.EMPTY);
    }
}
