package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.state.memory.MapSerializer;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Takes apart what has arrived: writes by key, progress, and what cannot be taken. */
public final class SortOutFunction extends ProcessFunction<Arrived, Register> {
    /** What is known of replicas; may be nothing, where a remote has been seen. */
    public static final OutputTag<ObservedRemoveMap> PROGRESS =
            new OutputTag<>("progress", MapSerializer.TYPE);

    /** Messages of the topic of rejections. */
    public static final OutputTag<byte[]> REJECTED =
            new OutputTag<>("rejected", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long serialVersionUID = 1;

    /** What was said already; each message of a source on the topic says it again. */
    private transient ObservedRemoveMap said;

    @Override
    public void open(OpenContext context) {
        said = new ObservedRemoveMap();
    }

    @Override
    public void processElement(Arrived arrived, Context context, Collector<Register> writes) {
        if (arrived instanceof Arrived.Part part) {
            part.state().registers().forEach(writes::collect);
            progress(part.state(), context);
        } else if (arrived instanceof Arrived.Refused refused) {
            context.output(REJECTED, refused.notice());
        }
    }

    private void progress(ObservedRemoveMap state, Context context) {
        if (state.registers().isEmpty() || !isSaid(state)) {
            ObservedRemoveMap progress =
                    ObservedRemoveMap.of(
                            List.of(), state.acknowledgements(), state.retired(), state.frontier());
            said.joinIn(progress);
            context.output(PROGRESS, progress);
        }
    }

    private boolean isSaid(ObservedRemoveMap state) {
        for (Map.Entry<ReplicaId, VersionVector> one : state.acknowledgements().entrySet()) {
            VersionVector known = said.acknowledgements().get(one.getKey());
            if (known == null || !known.covers(one.getValue())) {
                return false;
            }
        }
        return said.retired().containsAll(state.retired())
                && said.frontier().covers(state.frontier());
    }
}
