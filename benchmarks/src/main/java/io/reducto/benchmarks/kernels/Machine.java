package io.reducto.benchmarks.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What numbers were measured on.
 *
 * @param processor its model; empty where it cannot be told
 * @param cores that this process may use
 * @param flags of the processor that kernels ask for
 * @param java version and maker of the JVM
 */
public record Machine(String processor, int cores, List<String> flags, String java) {
    private static final Set<String> INTERESTING =
            Set.of(
                    "ssse3",
                    "avx2",
                    "avx512f",
                    "avx512bw",
                    "avx512vl",
                    "avx512vbmi",
                    "gfni",
                    "sha_ni",
                    "asimd",
                    "sve",
                    "sha2");

    /** Copies the flags. */
    public Machine {
        flags = List.copyOf(flags);
    }

    /** This one. */
    public static Machine here() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        String flags = value(lines, "flags") + value(lines, "Features");
        return new Machine(
                value(lines, "model name"),
                Runtime.getRuntime().availableProcessors(),
                Arrays.stream(flags.split(" ")).filter(INTERESTING::contains).toList(),
                System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"));
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return "%s, %d core(s) given, %s; Java %s"
                .formatted(processor, cores, String.join(" ", flags), java);
    }
}
