package io.reducto.connectors.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what a committer registers. */
final class TestMetrics extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    static CommitMetrics none() {
        return new TestMetrics().register();
    }

    CommitMetrics register() {
        return new CommitMetrics(this);
    }

    @Override
    public Counter counter(String name) {
        Counter counter = super.counter(name);
        counters.put(name, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        gauges.put(name, gauge);
        return gauge;
    }

    long count(String name) {
        return Objects.requireNonNull(counters.get(name), name).getCount();
    }

    long gauge(String name) {
        return (Long) Objects.requireNonNull(gauges.get(name), name).getValue();
    }
}
