package io.reducto.operators.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.codec.LineageId;
import io.reducto.codec.pack.PackFormat;
import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.HandedOver;
import io.reducto.operators.edge.Holding;
import io.reducto.operators.edge.Verdict;
import io.reducto.operators.internal.LocalEdge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.IOUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssembleOperatorTest {
    private static final LineageId LINEAGE = new LineageId(1, 2);
    private static final LineageId OTHER = new LineageId(3, 4);
    private static final int BUDGET = 1 << 20;

    /** What the stager of the running test was asked to do. */
    private static final List<String> CALLS = new ArrayList<>();

    private TwoInputStreamOperatorTestHarness<HandedOver, Verdict, byte[]> assembler;
    private LocalEdge edge;

    @BeforeEach
    void open() throws Exception {
        CALLS.clear();
        assembler = harness(LINEAGE);
        assembler.open();
        edge = LocalEdge.open(assembler.getOperator().getRuntimeContext(), BUDGET);
    }

    @AfterEach
    void close() throws Exception {
        IOUtils.closeAll(assembler, edge);
    }

    private static TwoInputStreamOperatorTestHarness<HandedOver, Verdict, byte[]> harness(
            LineageId newborn) throws Exception {
        TwoInputStreamOperatorTestHarness<HandedOver, Verdict, byte[]> harness =
                new TwoInputStreamOperatorTestHarness<>(
                        new AssembleOperator(newborn, BUDGET, slots -> new Recorder()));
        harness.setup(
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO.createSerializer(
                        new SerializerConfigImpl()));
        return harness;
    }

    @Test
    void freshEntriesAreStagedInOrderAndKnownOnesAreDropped() throws Exception {
        entry(0, PackFormat.KIND_CHUNK);
        entry(1, PackFormat.KIND_CHUNK);
        entry(2, PackFormat.KIND_CHUNK);
        verdict(2, Holding.FRESH);
        verdict(1, Holding.IN_STORE);
        assertThat(CALLS).containsExactly("begin %s 1".formatted(LINEAGE));
        verdict(0, Holding.FRESH);
        assertThat(CALLS.subList(1, 3)).containsExactly("add 0", "add 2");
    }

    @Test
    void aRecipeNeedsNoVerdictAndWaitsForItsChunks() throws Exception {
        entry(0, PackFormat.KIND_CHUNK);
        entry(1, PackFormat.KIND_RECIPE);
        assertThat(CALLS).hasSize(1);
        verdict(0, Holding.IN_STORE);
        assertThat(CALLS).endsWith("add 1");
    }

    @Test
    void aDescriptorLeavesBeforeEachBarrier() throws Exception {
        assembler.prepareSnapshotPreBarrier(5);
        assertThat(descriptors()).containsExactly("5");
        entry(0, PackFormat.KIND_RECIPE);
        assembler.prepareSnapshotPreBarrier(8);
        assertThat(descriptors()).containsExactly("5", "8");
        assertThat(CALLS)
                .containsExactly(
                        "begin %s 1".formatted(LINEAGE),
                        "finish 5",
                        "begin %s 6".formatted(LINEAGE),
                        "add 0",
                        "finish 8",
                        "begin %s 9".formatted(LINEAGE));
    }

    @Test
    void whatWaitsAtABarrierFailsTheCheckpoint() throws Exception {
        entry(0, PackFormat.KIND_CHUNK);
        assertThatThrownBy(() -> assembler.prepareSnapshotPreBarrier(1))
                .hasMessageContaining("found 1 entries and 0 verdicts");
        assertThat(descriptors()).isEmpty();
        verdict(0, Holding.IN_STORE); // the harness finishes what it closes
    }

    @Test
    void boundedInputEndsWithADescriptorOfItsOwn() throws Exception {
        assembler.prepareSnapshotPreBarrier(3);
        assembler.endInput1();
        entryAfterEnd();
        assembler.endInput2();
        assembler.getOperator().finish();
        assembler.prepareSnapshotPreBarrier(9);
        assertThat(descriptors()).containsExactly("3", "4");
    }

    private void entryAfterEnd() throws Exception {
        verdict(0, Holding.FRESH);
        entry(0, PackFormat.KIND_CHUNK);
    }

    @Test
    void aRestoredAttemptKeepsItsLineageAndCountsOn() throws Exception {
        assembler.prepareSnapshotPreBarrier(7);
        OperatorSubtaskState state = assembler.snapshot(7, 0);
        assembler.close();
        assembler = harness(OTHER);
        assembler.setRestoredCheckpointId(7);
        assembler.initializeState(state);
        assembler.open();
        assertThat(CALLS).endsWith("begin %s 8".formatted(LINEAGE));
    }

    @Test
    void recordsOfAnotherSubtaskAreRefused() {
        HandedOver foreign = new HandedOver(1, 1);
        assertThatThrownBy(() -> assembler.processElement1(new StreamRecord<>(foreign)))
                .hasMessageContaining("found one of subtask 1");
        assertThatThrownBy(
                        () ->
                                assembler.processElement2(
                                        new StreamRecord<>(new Verdict(2, 0, Holding.FRESH))))
                .hasMessageContaining("found one of subtask 2");
    }

    @Test
    void whatIsToldOfAndNotHereIsRefused() {
        HandedOver notice = new HandedOver(0, 1);
        assertThatThrownBy(() -> assembler.processElement1(new StreamRecord<>(notice)))
                .hasMessageContaining("found none in this process");
    }

    @Test
    void roomIsGivenBackWhenAnEntryIsStoredOrDropped() throws Exception {
        entry(0, PackFormat.KIND_CHUNK);
        entry(1, PackFormat.KIND_CHUNK);
        assertThat(edge.waiting()).isEqualTo(20);
        verdict(0, Holding.IN_STORE);
        assertThat(edge.waiting()).isEqualTo(10);
        verdict(1, Holding.FRESH);
        assertThat(edge.waiting()).isZero();
    }

    private void entry(long sequence, int kind) throws Exception {
        edge.put(new Entry(sequence, kind, ChunkId.of(0, 0, 0, sequence), new byte[10], 0, 10));
        assembler.processElement1(new StreamRecord<>(new HandedOver(0, sequence + 1)));
    }

    private void verdict(long sequence, Holding holding) throws Exception {
        assembler.processElement2(new StreamRecord<>(new Verdict(0, sequence, holding)));
    }

    private List<String> descriptors() {
        return assembler.extractOutputValues().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    /** Notes what it is asked. */
    private static final class Recorder implements PackStager {
        @Override
        public void begin(LineageId lineage, long epoch) {
            CALLS.add("begin %s %d".formatted(lineage, epoch));
        }

        @Override
        public void add(int kind, ChunkId id, byte[] bytes, int offset, int length) {
            CALLS.add("add " + id.longAt(3));
        }

        @Override
        public byte[] finish(long checkpoint) {
            CALLS.add("finish " + checkpoint);
            return Long.toString(checkpoint).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Written written() {
            return new Written(0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }
}
