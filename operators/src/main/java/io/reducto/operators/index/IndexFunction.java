package io.reducto.operators.index;

import io.reducto.codec.ChunkId;
import io.reducto.operators.edge.Holding;
import io.reducto.operators.edge.Question;
import io.reducto.operators.edge.Verdict;
import io.reducto.state.index.MembershipIndex;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.clock.SystemClock;

/**
 * Answers questions: the first asker of a chunk is told {@link Holding#FRESH}, every later one
 * {@link Holding#IN_STORE}. Keyed by chunk id.
 *
 * <p>A promise made in an epoch is kept by the commit of that epoch, or both are rolled back:
 * {@code protocol} 4.1.
 */
public final class IndexFunction extends KeyedProcessFunction<ChunkId, Question, Verdict>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private transient MembershipIndex index;
    private transient Counter fresh;
    private transient Counter inStore;
    private transient SampledLatency latency;
    private long epoch;

    @Override
    public void initializeState(FunctionInitializationContext context) {
        epoch = context.getRestoredCheckpointId().orElse(0) + 1;
    }

    @Override
    public void open(OpenContext context) {
        index = new MembershipIndex(getRuntimeContext());
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        fresh = metrics.counter("indexFresh");
        inStore = metrics.counter("indexInStore");
        latency = new SampledLatency(SystemClock.getInstance());
        metrics.gauge("indexLookups", () -> fresh.getCount() + inStore.getCount());
        metrics.gauge("indexLookupMicros", latency::micros);
    }

    @Override
    public void processElement(Question question, Context context, Collector<Verdict> out)
            throws Exception {
        long begun = latency.begin();
        boolean isFresh = index.promise(epoch);
        latency.end(begun);
        (isFresh ? fresh : inStore).inc();
        out.collect(
                new Verdict(
                        question.subtask(),
                        question.sequence(),
                        isFresh ? Holding.FRESH : Holding.IN_STORE));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        epoch = context.getCheckpointId() + 1;
    }
}
