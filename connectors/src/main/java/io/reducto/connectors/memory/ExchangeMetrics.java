package io.reducto.connectors.memory;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** What dashboards show of exchanges. For several threads. */
final class ExchangeMetrics {
    private final MetricGroup group;

    ExchangeMetrics(MetricGroup group) {
        this.group = group;
    }

    /** Counts {@code name} of one remote. */
    Counter counter(String remote, String name) {
        return group.addGroup("remote", remote).counter(name, new ThreadSafeSimpleCounter());
    }
}
