package io.reducto.operators.memory;

import io.reducto.crdt.KeyOrder;
import io.reducto.crdt.Write;
import io.reducto.memory.file.UnifiedLine;
import io.reducto.state.memory.KeyShown;
import io.reducto.state.memory.KeyShownSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the keys of one content together: answers each change with the content's digest and its line
 * of the unified file, which has no bytes where no key shows it.
 */
public final class UnifyFunction
        extends KeyedProcessFunction<String, ShownChange, Tuple2<String, byte[]>> {
    private static final MapStateDescriptor<String, KeyShown> KEYS =
            new MapStateDescriptor<>("keys", Types.STRING, KeyShownSerializer.TYPE);

    private static final byte[] NO_LINE = {};

    private static final long serialVersionUID = 1;

    private transient MapState<String, KeyShown> keys;

    @Override
    public void open(OpenContext context) {
        keys = getRuntimeContext().getMapState(KEYS);
    }

    @Override
    public void processElement(
            ShownChange change, Context context, Collector<Tuple2<String, byte[]>> lines)
            throws Exception {
        if (change.shown().isPresent()) {
            keys.put(change.key(), change.shown().get());
        } else {
            keys.remove(change.key());
        }
        lines.collect(Tuple2.of(change.content(), line()));
    }

    private byte[] line() throws Exception {
        TreeMap<String, KeyShown> sorted = new TreeMap<>(KeyOrder.BY_CODE_POINT);
        for (Map.Entry<String, KeyShown> key : keys.entries()) {
            sorted.put(key.getKey(), key.getValue());
        }
        if (sorted.isEmpty()) {
            return NO_LINE;
        }
        List<Write> shown = new ArrayList<>();
        int concurrent = 0;
        for (KeyShown key : sorted.values()) {
            shown.add(key.write());
            concurrent += key.concurrent();
        }
        return UnifiedLine.of(shown, concurrent);
    }
}
