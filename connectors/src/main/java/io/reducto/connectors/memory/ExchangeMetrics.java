package io.reducto.connectors.memory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** What dashboards show of exchanges. For several threads. */
final class ExchangeMetrics {
    private final MetricGroup group;
    private final LongSupplier nanos;

    /** Shown in {@code group}; {@code nanos} is a clock as {@link System#nanoTime} is one. */
    ExchangeMetrics(MetricGroup group, LongSupplier nanos) {
        this.group = group;
        this.nanos = nanos;
    }

    /** Counts {@code name} of one remote. */
    Counter counter(String remote, String name) {
        return of(remote).counter(name, new ThreadSafeSimpleCounter());
    }

    /** Shows as {@code name} the seconds since the answer was last run, or made. */
    Runnable secondsSince(String remote, String name) {
        AtomicLong last = new AtomicLong(nanos.getAsLong());
        Gauge<Long> age = () -> TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - last.get());
        of(remote).gauge(name, age);
        return () -> last.set(nanos.getAsLong());
    }

    private MetricGroup of(String remote) {
        return group.addGroup("remote", remote);
    }
}
