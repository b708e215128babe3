package io.reducto.operators.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** {@code join} and {@code unify} behind each other, in RocksDB, as one task runs them. */
final class MergeHarness implements AutoCloseable {
    private final KeyedBroadcastOperatorTestHarness<
                    String, Register, ObservedRemoveMap, ShownChange>
            join;
    private final KeyedOneInputStreamOperatorTestHarness<
                    String, ShownChange, Tuple2<String, byte[]>>
            unify;
    private int newsTold;

    /** The state of both. */
    record Snapshot(OperatorSubtaskState join, OperatorSubtaskState unify) {}

    MergeHarness(List<String> remotes, @Nullable Snapshot from) throws Exception {
        join =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new JoinFunction(remotes), List.of(JoinFunction.PROGRESS)),
                        Register::key,
                        Types.STRING,
                        1,
                        1,
                        0);
        join.setStateBackend(new EmbeddedRocksDBStateBackend());
        join.setup(ShownChangeSerializer.INSTANCE);
        unify =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new UnifyFunction()),
                        ShownChange::content,
                        Types.STRING);
        unify.setStateBackend(new EmbeddedRocksDBStateBackend());
        if (from != null) {
            join.setRestoredCheckpointId(1);
            join.initializeState(from.join());
            unify.setRestoredCheckpointId(1);
            unify.initializeState(from.unify());
        }
        join.open();
        unify.open();
    }

    /** Takes {@code piece} and tells {@code topic} what comes of it. */
    void take(ObservedRemoveMap piece, Map<String, String> topic) throws Exception {
        for (Register register : piece.registers()) {
            join.processElement(new StreamRecord<>(register));
        }
        join.processBroadcastElement(
                new StreamRecord<>(
                        ObservedRemoveMap.of(
                                List.of(),
                                piece.acknowledgements(),
                                piece.retired(),
                                piece.frontier())));
        for (ShownChange change : join.extractOutputValues()) {
            unify.processElement(new StreamRecord<>(change));
        }
        join.getOutput().clear();
        for (Tuple2<String, byte[]> line : unify.extractOutputValues()) {
            if (line.f1.length == 0) {
                topic.remove(line.f0);
            } else {
                topic.put(line.f0, new String(line.f1, StandardCharsets.UTF_8));
            }
        }
        unify.getOutput().clear();
    }

    /** What was said to remotes since the last time that this was called, joined. */
    ObservedRemoveMap news() {
        ObservedRemoveMap news = new ObservedRemoveMap();
        pieces().forEach(news::joinIn);
        return news;
    }

    /** The same piece by piece, as it was said. */
    List<ObservedRemoveMap> pieces() {
        List<ObservedRemoveMap> pieces = new ArrayList<>();
        var told = join.getSideOutput(JoinFunction.NEWS);
        if (told != null) {
            told.stream().skip(newsTold).forEach(record -> pieces.add(record.getValue()));
            newsTold = told.size();
        }
        return pieces;
    }

    Snapshot snapshot() throws Exception {
        return new Snapshot(join.snapshot(1, 0), unify.snapshot(1, 0));
    }

    @Override
    public void close() throws IOException {
        try {
            join.close();
            unify.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
