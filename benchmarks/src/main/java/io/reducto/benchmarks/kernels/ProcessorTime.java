package io.reducto.benchmarks.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of a call instead of time on the clock, so that waiting for a core that others use
 * does not count: that of all threads of the JVM, its collector and compiler too. Linux only;
 * elsewhere there is no result.
 *
 * <p>JMH makes one in each JVM that it starts.
 */
public final class ProcessorTime implements InternalProfiler {
    static final String LABEL = "processor-time";

    private static final Path THREADS = Path.of("/proc/self/task");

    private Map<String, Long> before = Map.of();

    /** Made by JMH. */
    public ProcessorTime() {}

    @Override
    public String getDescription() {
        return "Processor time of all threads, per call";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = threads();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long spent = 0;
        for (Map.Entry<String, Long> thread : threads().entrySet()) {
            spent += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        if (spent == 0) {
            return List.of();
        }
        double perCall = (double) spent / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, perCall, "ns/op", AggregationPolicy.MIN));
    }

    /** Nanoseconds on a core by thread; empty where the system does not tell. */
    private static Map<String, Long> threads() {
        if (!Files.isReadable(THREADS.resolveSibling("schedstat"))) {
            return Map.of();
        }
        Map<String, Long> times = new HashMap<>();
        try (Stream<Path> threads = Files.list(THREADS)) {
            for (Path thread : threads.toList()) {
                String line = readIfAlive(thread.resolve("schedstat"));
                if (!line.isEmpty()) {
                    times.put(thread.toString(), Long.parseLong(line.split(" ", 2)[0]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    private static String readIfAlive(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
