package io.reducto.operators.chunk;

import io.reducto.codec.KernelChoice.Selected;
import io.reducto.codec.kernel.Kernels;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which implementation of each kernel this process has chosen: once for each job in the log,
 * and as the metric {@code kernelSelected} of the groups {@code kernel} and {@code implementation},
 * whose value is always 1.
 */
final class KernelReport {
    private static final Logger LOG = LoggerFactory.getLogger(KernelReport.class);

    /** Each job has a class loader of its own. */
    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    private KernelReport() {}

    static void make(MetricGroup metrics) {
        boolean isFirst = LOGGED.compareAndSet(false, true);
        for (Selected selected : Kernels.selected()) {
            if (isFirst) {
                LOG.info("Kernel {}", selected);
            }
            // Labels for Prometheus.
            metrics.addGroup("kernel", selected.kernel())
                    .addGroup("implementation", selected.implementation())
                    .gauge("kernelSelected", (Gauge<Integer>) () -> 1);
        }
    }
}
