package io.reducto.connectors.source;

import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionCodec;
import io.reducto.schemas.segment.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The gate behind the source: passes segments on, and sends rejections to the side output {@link
 * #REJECTED} as messages of {@link RejectionCodec}. Counts them in the metric {@code rejected} of
 * the group {@code reason}.
 */
public final class AdmitFunction extends ProcessFunction<Arrival, Received> {
    /** Messages for the topic {@code rejected}. */
    public static final OutputTag<byte[]> REJECTED =
            new OutputTag<>("rejected", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long serialVersionUID = 1L;

    private transient Map<RejectionReason, Counter> rejected = Map.of();

    @Override
    public void open(OpenContext context) {
        rejected = counters(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Received> out) {
        if (arrival instanceof Arrival.Taken taken) {
            out.collect(taken.received());
        } else if (arrival instanceof Arrival.Refused refused) {
            Rejection rejection = refused.rejection();
            Objects.requireNonNull(rejected.get(rejection.reason())).inc();
            context.output(REJECTED, RejectionCodec.encode(rejection));
        }
    }

    long rejected(RejectionReason reason) {
        return Objects.requireNonNull(rejected.get(reason)).getCount();
    }

    private static Map<RejectionReason, Counter> counters(MetricGroup metrics) {
        Map<RejectionReason, Counter> counters = new EnumMap<>(RejectionReason.class);
        for (RejectionReason reason : RejectionReason.values()) {
            counters.put(reason, metrics.addGroup("reason", reason.name()).counter("rejected"));
        }
        return counters;
    }
}
