package io.reducto.operators.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class KernelReportTest {
    @Test
    void everyKernelIsAMetricOfItsNameAndImplementation() {
        List<String> metrics = new ArrayList<>();
        KernelReport.make(new Recorder("chunk", metrics));
        assertThat(metrics)
                .containsExactlyElementsOf(
                        Kernels.selected().stream()
                                .map(
                                        kernel ->
                                                "chunk.kernel.%s.implementation.%s.kernelSelected = 1"
                                                        .formatted(
                                                                kernel.kernel(),
                                                                kernel.implementation()))
                                .toList());
    }

    /** Notes gauges with their groups. */
    private static final class Recorder extends UnregisteredMetricsGroup {
        private final String path;
        private final List<String> metrics;

        Recorder(String path, List<String> metrics) {
            this.path = path;
            this.metrics = metrics;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new Recorder(path + "." + name, metrics);
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Recorder("%s.%s.%s".formatted(path, key, value), metrics);
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            metrics.add("%s.%s = %s".formatted(path, name, gauge.getValue()));
            return gauge;
        }
    }
}
