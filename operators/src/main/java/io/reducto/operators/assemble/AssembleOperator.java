package io.reducto.operators.assemble;

import io.reducto.codec.LineageId;
import io.reducto.codec.pack.PackFormat;
import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.HandedOver;
import io.reducto.operators.edge.Holding;
import io.reducto.operators.edge.Verdict;
import io.reducto.operators.internal.LocalEdge;
import java.io.IOException;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Joins entries (from the chunker of the same subtask, in memory; the first input tells of them)
 * with verdicts (second input): fresh entries go to the {@link PackStager} in the order in which
 * they were cut, known ones are dropped. A recipe needs no verdict: it is always fresh, because it
 * makes its version visible. Emits one descriptor per subtask and checkpoint, before the barrier,
 * and one at the end of bounded input.
 *
 * <p>Keeps nothing across a checkpoint but the lineage: every question sent before a barrier has
 * been answered before that barrier leaves the index, so nothing waits in {@link
 * #prepareSnapshotPreBarrier}; it fails if something does.
 */
public final class AssembleOperator extends AbstractStreamOperator<byte[]>
        implements TwoInputStreamOperator<HandedOver, Verdict, byte[]>, BoundedMultiInput {
    private static final long serialVersionUID = 1;

    private final long lineageHigh;
    private final long lineageLow;
    private final int budget;
    private final PackStager.Factory stagers;

    private transient LineageId lineage;
    private transient ListState<byte[]> lineages;
    private transient Waiting waiting;
    private transient @Nullable LocalEdge edge;
    private transient @Nullable PackStager stager;
    private transient Counter bytesFresh;
    private transient Counter bytesInStore;
    private transient Counter bytesInCorpus;
    private transient Counter bytesOfRecipes;
    private transient int subtask;
    private transient long lastCheckpoint;
    private transient boolean isFinished;

    /**
     * An assembler.
     *
     * @param newborn lineage of a job that starts without state; a restored one keeps its own
     * @param budget bytes that may wait, the same as the chunker's
     * @param stagers opens the stager of a subtask
     */
    public AssembleOperator(LineageId newborn, int budget, PackStager.Factory stagers) {
        this.lineageHigh = newborn.high();
        this.lineageLow = newborn.low();
        this.budget = budget;
        this.stagers = stagers;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        lineage = new LineageId(lineageHigh, lineageLow);
        lineages =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "lineage",
                                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        for (byte[] restored : lineages.get()) {
            lineage = LineageId.read(restored, 0);
        }
        lastCheckpoint = context.getRestoredCheckpointId().orElse(0);
    }

    @Override
    public void open() throws Exception {
        super.open();
        subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        waiting = new Waiting();
        edge = LocalEdge.open(getRuntimeContext(), budget);
        int slots =
                getRuntimeContext()
                        .getTaskManagerRuntimeInfo()
                        .getConfiguration()
                        .get(TaskManagerOptions.NUM_TASK_SLOTS);
        PackStager opened = stagers.open(slots);
        stager = opened;
        opened.begin(lineage, lastCheckpoint + 1);
        register(getMetricGroup(), opened, edge);
    }

    private void register(MetricGroup metrics, PackStager opened, LocalEdge shared) {
        bytesFresh = metrics.counter("bytesFresh");
        bytesInStore = metrics.counter("bytesInStore");
        bytesInCorpus = metrics.counter("bytesInCorpus");
        bytesOfRecipes = metrics.counter("bytesOfRecipes");
        metrics.gauge("waitingBytes", shared::waiting);
        metrics.gauge("stripes", () -> opened.written().stripes());
        metrics.gauge("blocks", () -> opened.written().blocks());
        metrics.gauge("bytesStored", () -> opened.written().packBytes());
        metrics.gauge("bytesStoredWithParity", () -> opened.written().shardBytes());
        metrics.gauge("stripesDegraded", () -> opened.written().degradedStripes());
        metrics.gauge("corpusHitRate", () -> ratio(bytesInCorpus.getCount(), bytesIn()));
        metrics.gauge("effectiveRatio", () -> ratio(bytesIn(), opened.written().packBytes()));
    }

    private long bytesIn() {
        return bytesFresh.getCount() + bytesInStore.getCount() + bytesInCorpus.getCount();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    @Override
    public void processElement1(StreamRecord<HandedOver> record) throws Exception {
        HandedOver notice = record.getValue();
        checkHome(notice.subtask());
        while (waiting.nextEntry() < notice.end()) {
            Entry entry = edge().take();
            waiting.add(entry);
            if (entry.kind() == PackFormat.KIND_RECIPE) {
                waiting.add(entry.sequence(), Holding.FRESH);
            }
        }
        drain();
    }

    @Override
    public void processElement2(StreamRecord<Verdict> record) throws Exception {
        Verdict verdict = record.getValue();
        checkHome(verdict.subtask());
        waiting.add(verdict.sequence(), verdict.holding());
        drain();
    }

    private void checkHome(int from) {
        if (from != subtask) {
            throw new IllegalStateException(
                    "assembler %d: expected records of its own chunker, found one of subtask %d; keep parallelism and forward edge of the two"
                            .formatted(subtask, from));
        }
    }

    private void drain() throws IOException, InterruptedException {
        Holding holding = waiting.ready();
        while (holding != null) {
            Entry entry = waiting.take();
            count(entry, holding);
            if (holding == Holding.FRESH) {
                stager().add(
                                entry.kind(),
                                entry.id(),
                                entry.bytes(),
                                entry.offset(),
                                entry.length());
            }
            edge().release(entry);
            holding = waiting.ready();
        }
    }

    private void count(Entry entry, Holding holding) {
        if (entry.kind() != PackFormat.KIND_CHUNK) {
            bytesOfRecipes.inc(entry.length());
            return;
        }
        switch (holding) {
            case FRESH -> bytesFresh.inc(entry.length());
            case IN_STORE -> bytesInStore.inc(entry.length());
            case IN_CORPUS -> bytesInCorpus.inc(entry.length());
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        if (!isFinished) {
            emit(checkpoint);
            stager().begin(lineage, checkpoint + 1);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        byte[] bytes = new byte[LineageId.BYTES];
        lineage.write(bytes, 0);
        lineages.clear();
        lineages.add(bytes);
    }

    /** Nothing: at the end of one input the other may still owe verdicts. */
    @Override
    public void endInput(int input) {}

    @Override
    public void finish() throws Exception {
        emit(lastCheckpoint + 1);
        isFinished = true;
        super.finish();
    }

    private void emit(long checkpoint) throws IOException, InterruptedException {
        if (!waiting.isEmpty()) {
            throw new IllegalStateException(
                    "checkpoint %d: expected nothing to wait for at its barrier, found %s; are checkpoints aligned?"
                            .formatted(checkpoint, waiting));
        }
        output.collect(new StreamRecord<>(stager().finish(checkpoint)));
        lastCheckpoint = checkpoint;
    }

    private PackStager stager() {
        if (stager == null) {
            throw new IllegalStateException("not open");
        }
        return stager;
    }

    private LocalEdge edge() {
        if (edge == null) {
            throw new IllegalStateException("not open");
        }
        return edge;
    }

    /** Frees what is held; what was staged and not finished stays behind, dead. */
    @Override
    public void close() throws Exception {
        IOUtils.closeAll(stager, edge, super::close);
    }
}
