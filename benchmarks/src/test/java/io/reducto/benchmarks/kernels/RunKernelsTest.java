package io.reducto.benchmarks.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class RunKernelsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEveryKernelAndShowsAnExample() {
        assertThat(run("--help")).isZero();
        String help = out.toString().replaceAll("\\s+", " ");
        assertThat(Kernel.values()).allSatisfy(kernel -> assertThat(help).contains(kernel.id()));
        assertThat(help).contains("benchmarks/run-kernels --quick");
    }

    @Test
    void anUnknownKernelIsWrongUsage() {
        assertThat(run("--kernel", "blake4")).isEqualTo(2);
        assertThat(err.toString()).contains("reed-solomon").contains("found blake4");
    }

    @Test
    void everyKernelHasAnIdThatIsUnderstood() {
        assertThat(Kernel.values())
                .allSatisfy(kernel -> assertThat(Kernel.parse(kernel.id())).isEqualTo(kernel));
    }

    @Test
    void everyBenchmarkIsMeasured() {
        List<String> measured = new ArrayList<>();
        for (Kernel kernel : Kernel.values()) {
            for (Contender contender : kernel.contenders()) {
                if (contender.meter() instanceof JmhMeter meter) {
                    measured.add(meter.type().getSimpleName() + "." + meter.method());
                }
            }
        }
        List<String> written = new ArrayList<>();
        for (Class<?> type :
                List.of(
                        Blake3Benchmark.class,
                        Blake3BatchBenchmark.class,
                        FastCdcBenchmark.class,
                        ChunkHashBenchmark.class,
                        ReedSolomonBenchmark.class,
                        ZstdBenchmark.class,
                        WritePathBenchmark.class,
                        RestoreBenchmark.class)) {
            Arrays.stream(type.getMethods())
                    .filter(method -> method.isAnnotationPresent(Benchmark.class))
                    .map(Method::getName)
                    .forEach(name -> written.add(type.getSimpleName() + "." + name));
        }
        assertThat(written).isNotEmpty().containsExactlyInAnyOrderElementsOf(distinct(measured));
    }

    private static List<String> distinct(List<String> names) {
        return names.stream().distinct().toList();
    }

    private int run(String... arguments) {
        return RunKernels.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
