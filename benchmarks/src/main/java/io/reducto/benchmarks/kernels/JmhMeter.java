package io.reducto.benchmarks.kernels;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One method of a JMH benchmark, in a JVM of its own with one thread.
 *
 * @param type of the benchmark
 * @param method of it
 * @param bytes of input that one call works on
 * @param parameters of the benchmark
 * @param flags of the JVM beside those that all have
 */
record JmhMeter(
        Class<?> type,
        String method,
        long bytes,
        Map<String, String> parameters,
        List<String> flags)
        implements Meter {
    /** As TaskManagers run. Without it every kernel is the scalar one. */
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    private static final List<String> EVERY_FLAG = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

    JmhMeter(Class<?> type, String method, long bytes) {
        this(type, method, bytes, Map.of(), List.of(VECTORS));
    }

    /** Without vectors. */
    JmhMeter scalar() {
        return new JmhMeter(type, method, bytes, parameters, List.of());
    }

    /** With one parameter more. */
    JmhMeter with(String parameter, Object value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, value.toString());
        return new JmhMeter(type, method, bytes, more, flags);
    }

    @Override
    public double gigabytesPerSecond(Effort effort) throws IOException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(type.getName() + "." + method) + "$")
                        .forks(1)
                        .threads(1)
                        .jvmArgs(
                                Stream.concat(EVERY_FLAG.stream(), flags.stream())
                                        .toArray(String[]::new))
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .warmupIterations(effort.warmups())
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(effort.windows())
                        .measurementTime(TimeValue.milliseconds(effort.windowMs()))
                        .addProfiler(ProcessorTime.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        try {
            RunResult result = new Runner(options.build()).runSingle();
            Result<?> processor = result.getSecondaryResults().get(ProcessorTime.LABEL);
            double nanoseconds =
                    processor == null
                            ? result.getPrimaryResult().getStatistics().getMin()
                            : processor.getScore();
            return bytes / nanoseconds;
        } catch (RunnerException e) {
            throw new IOException(
                    "%s.%s %s could not be measured: %s"
                            .formatted(type.getSimpleName(), method, parameters, e.getMessage()),
                    e);
        }
    }
}
