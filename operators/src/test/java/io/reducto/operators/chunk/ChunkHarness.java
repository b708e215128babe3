package io.reducto.operators.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.HandedOver;
import io.reducto.operators.edge.HandedOverSerializer;
import io.reducto.operators.edge.Question;
import io.reducto.operators.internal.LocalEdge;
import io.reducto.schemas.segment.MessageException;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionCodec;
import io.reducto.schemas.segment.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * The chunker alone, on RocksDB, with an assembler that takes everything. Segments get ascending
 * offsets.
 */
final class ChunkHarness {
    static final String CHUNKING = "fastcdc2020-v1:2k/4k/8k:n2";
    static final Duration TIMEOUT = Duration.ofHours(24);

    private final int budget;
    private final KeyedOneInputStreamOperatorTestHarness<String, Received, HandedOver> harness;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable LocalEdge edge;
    private long taken;
    private long offset;

    private ChunkHarness(long offset, int budget) throws Exception {
        this.offset = offset;
        this.budget = budget;
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ChunkFunction(CHUNKING, budget, TIMEOUT)),
                        received -> VersionKey.of(received.segment().upload()),
                        Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup(HandedOverSerializer.INSTANCE);
    }

    static ChunkHarness fresh() throws Exception {
        return withBudget(Integer.MAX_VALUE);
    }

    static ChunkHarness withBudget(int bytes) throws Exception {
        ChunkHarness fresh = new ChunkHarness(0, bytes);
        fresh.open();
        return fresh;
    }

    /** What runs on from a checkpoint of this one, which is closed. */
    ChunkHarness restarted(long checkpoint) throws Exception {
        OperatorSubtaskState state = harness.snapshot(checkpoint, offset);
        entries();
        ChunkHarness next = new ChunkHarness(offset, budget);
        next.entries.addAll(entries);
        next.harness.setRestoredCheckpointId(checkpoint);
        next.harness.initializeState(state);
        next.open();
        next.harness.setProcessingTime(harness.getProcessingTime());
        close();
        return next;
    }

    void send(Segment segment) throws Exception {
        send(segment, offset);
    }

    /** Sends a segment whose message has this timestamp. */
    void send(Segment segment, long timestamp) throws Exception {
        Position position = new Position("segments", 3, offset++, timestamp);
        harness.processElement(new Received(segment, position), timestamp);
    }

    void watermark(long time) throws Exception {
        harness.processWatermark(time);
    }

    void clock(long time) throws Exception {
        harness.setProcessingTime(time);
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    /** The assembler's side is ours. */
    private void open() throws Exception {
        harness.open();
        edge = LocalEdge.open(harness.getOperator().getRuntimeContext(), budget);
    }

    /** What has been handed over, before restarts too. */
    @SuppressWarnings("unchecked")
    List<Entry> entries() {
        for (Object e = harness.getOutput().poll(); e != null; e = harness.getOutput().poll()) {
            if (e instanceof StreamRecord<?> record) {
                takeUntil(((StreamRecord<HandedOver>) record).getValue().end());
            }
        }
        return entries;
    }

    private void takeUntil(long end) {
        for (; taken < end; taken++) {
            Entry entry = Objects.requireNonNull(edge).take();
            assertThat(entry.sequence()).isEqualTo(taken);
            Objects.requireNonNull(edge).release(entry);
            entries.add(entry);
        }
    }

    List<Question> questions() {
        return side(harness.getSideOutput(ChunkFunction.QUESTIONS));
    }

    List<Rejection> rejections() throws MessageException {
        List<Rejection> rejections = new ArrayList<>();
        for (byte[] message : side(harness.getSideOutput(ChunkFunction.REJECTED))) {
            rejections.add(RejectionCodec.decode(message));
        }
        return rejections;
    }

    // Flink answers null where nothing was ever put.
    @SuppressWarnings("NullAway")
    private static <T> List<T> side(Queue<StreamRecord<T>> records) {
        List<T> values = new ArrayList<>();
        if (records != null) {
            records.forEach(record -> values.add(record.getValue()));
        }
        return values;
    }

    void close() throws Exception {
        IOUtils.closeAll(edge, harness);
    }
}
