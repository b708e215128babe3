package io.reducto.operators.chunk;

import io.reducto.schemas.segment.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the chunker counts, under the names of the dashboard. */
final class UploadMetrics {
    final Counter bytesIn;
    final Counter chunks;
    final Counter forcedCuts;
    final Counter objects;
    final Counter objectsDuplicate;
    final Counter segmentsRepeated;
    private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);

    UploadMetrics(MetricGroup metrics) {
        bytesIn = metrics.counter("bytesIn");
        chunks = metrics.counter("chunks");
        forcedCuts = metrics.counter("forcedCuts");
        objects = metrics.counter("objects");
        objectsDuplicate = metrics.counter("objectsDuplicate");
        segmentsRepeated = metrics.counter("segmentsRepeated");
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(reason, metrics.addGroup("reason", reason.name()).counter("rejected"));
        }
    }

    void rejected(RejectionReason reason) {
        Counter counter = rejected.get(reason);
        if (counter != null) {
            counter.inc();
        }
    }
}
