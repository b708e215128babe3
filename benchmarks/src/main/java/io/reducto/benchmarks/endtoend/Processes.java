package io.reducto.benchmarks.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What Linux tells of processes: CPU time and peak of resident memory. */
public final class Processes {
    private static final Path PROC = Path.of("/proc");

    /** Ticks of {@code stat} are hundredths of a second on every Linux (USER_HZ, time(7)). */
    private static final long TICK_MS = 10;

    /** Positions behind the name in {@code /proc/PID/stat}, see proc(5): cutime and cstime. */
    private static final int CHILD_USER = 13;

    private static final int CHILD_SYSTEM = 14;
    private static final long KIB = 1024;

    private Processes() {}

    /** Refuses a system that tells nothing. */
    public static void check() throws IOException {
        if (!Files.isReadable(PROC.resolve("self/stat"))) {
            throw new IOException("this needs Linux: there is no /proc/self/stat");
        }
    }

    /** CPU time of all ended children of this process, and of their children. */
    public static Duration ofEndedChildren() throws IOException {
        String stat = read(PROC.resolve("self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[CHILD_USER]) + Long.parseLong(fields[CHILD_SYSTEM]);
        return Duration.ofMillis(ticks * TICK_MS);
    }

    /** CPU time of a living process. */
    static Duration cpu(long pid) throws IOException {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("process %d is gone".formatted(pid)));
    }

    /** Lets the peak of a process begin anew, where the system allows it. */
    static void resetPeak(long pid) throws IOException {
        Files.write(
                PROC.resolve(Long.toString(pid)).resolve("clear_refs"),
                "5".getBytes(StandardCharsets.US_ASCII));
    }

    /** Peak of resident memory in bytes; 0 for a process that is gone. */
    static long peak(long pid) throws IOException {
        Path status = PROC.resolve(Long.toString(pid)).resolve("status");
        try {
            return peakIn(Files.readAllLines(status, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return 0;
        }
    }

    /** The same of the lines of {@code /proc/PID/status}; 0 where they do not say it. */
    public static long peakIn(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .orElse(0L);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
