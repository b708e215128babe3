package io.reducto.benchmarks.memory;

import com.sun.management.ThreadMXBean;
import io.reducto.crdt.ObservedRemoveMap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The program of a child: one merge in a fresh JVM, and what the system says of it then. */
final class MergeProbe {
    private static final String MINE = "mine";
    private static final String THEIRS = "theirs";

    private MergeProbe() {}

    /**
     * Merges what {@link #write} has put into the folder of the first argument, and prints {@code
     * /proc/self/status}; with a second argument the bytes that the merge allocated instead.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        ObservedRemoveMap mine = ObservedRemoveMap.read(Files.readAllBytes(folder.resolve(MINE)));
        SortedMap<String, byte[]> theirs = files(folder.resolve(THEIRS));
        if (arguments.length > 1) {
            long before = allocated();
            Merge.of(mine, theirs);
            System.out.println(allocated() - before);
        } else {
            Merge.of(mine, theirs);
            System.out.write(Files.readAllBytes(Path.of("/proc/self/status")));
            System.out.flush();
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static SortedMap<String, byte[]> files(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.filter(Files::isRegularFile).toList();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path path : paths) {
            files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
        return files;
    }

    /** Puts {@code input} into {@code folder}, which does not exist yet. */
    static void write(MemoryInput input, Path folder) throws IOException {
        Files.createDirectories(folder.resolve(THEIRS));
        Files.write(folder.resolve(MINE), input.mine().bytes());
        for (Map.Entry<String, byte[]> file : input.theirs().entrySet()) {
            Path path = folder.resolve(THEIRS).resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.write(path, file.getValue());
        }
    }
}
