package io.reducto.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import one.profiler.AsyncProfilerLoader;

/**
 * Samples processes with <a href="https://github.com/async-profiler/async-profiler">async-profiler
 * </a> and draws one flame graph of all of them: time on a processor, by thread, native code, the
 * kernel's part, compilers and collectors included.
 */
final class Profiler {
    private static final String INTERVAL = "2ms";

    /** Narrower frames, in percent of all samples, are left out. */
    private static final String WIDTH_MIN = "0.3";

    private static final Pattern FOLDERS = Pattern.compile(";/[^;]*/");

    private final List<Long> pids;

    private Profiler(List<Long> pids) {
        this.pids = pids;
    }

    /** Begins to sample the JVMs {@code pids}, which are of this user. */
    static Profiler start(List<Long> pids) throws IOException {
        for (long pid : pids) {
            AsyncProfilerLoader.executeProfiler(
                    "start", "-e", "ctimer", "-i", INTERVAL, "-t", Long.toString(pid));
        }
        return new Profiler(pids);
    }

    /** Ends it and writes an HTML page to {@code file}. */
    void stop(Path file) throws IOException {
        Path folder = Files.createTempDirectory("reducto-profile-");
        Path all = folder.resolve("all.collapsed");
        List<Path> parts = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(all)) {
            for (long pid : pids) {
                Path part = folder.resolve(pid + ".collapsed");
                parts.add(part);
                AsyncProfilerLoader.executeProfiler(
                        "stop", "-o", "collapsed", "-f", part.toString(), Long.toString(pid));
                for (String stack : Files.readAllLines(part)) {
                    out.write((withoutFolders(stack) + "\n").getBytes(UTF_8));
                }
            }
        }
        draw(all, file.toAbsolutePath());
        for (Path part : parts) {
            Files.delete(part);
        }
        Files.delete(all);
        Files.delete(folder);
    }

    /** Native libraries by their names: where they lie is nobody's business. */
    private static String withoutFolders(String stack) {
        return FOLDERS.matcher(stack).replaceAll(";");
    }

    private static void draw(Path samples, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        AsyncProfilerLoader.executeConverter(
                "--norm",
                "--minwidth",
                WIDTH_MIN,
                "--title",
                "TaskManagers",
                samples.toString(),
                file.toString());
    }
}
