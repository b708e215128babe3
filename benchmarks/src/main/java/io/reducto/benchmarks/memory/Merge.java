package io.reducto.benchmarks.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.file.MemoryFiles;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long one merge took, in nanoseconds.
 *
 * @param read of the other side's files
 * @param join of what they hold into a state
 * @param render of the files of that state
 * @param collecting of all of it, by the collector of garbage; known to a millisecond
 */
record Merge(long read, long join, long render, long collecting) {
    /** Merges {@code theirs} into {@code mine}, which changes, as an exchange does. */
    static Merge of(ObservedRemoveMap mine, Map<String, byte[]> theirs) {
        long collectedBefore = collectedMillis();
        long from = System.nanoTime();
        MemoryContents contents = MemoryFiles.readWithUnified(theirs);
        long isRead = System.nanoTime();
        mine.joinIn(contents.state());
        long isJoined = System.nanoTime();
        Map<String, byte[]> files = MemoryFiles.render(mine);
        long isRendered = System.nanoTime();
        long collected = collectedMillis() - collectedBefore;
        if (!contents.damages().isEmpty() || files.size() < theirs.size()) {
            throw new IllegalStateException("files are missing after a merge, or were damaged");
        }
        return new Merge(
                isRead - from,
                isJoined - isRead,
                isRendered - isJoined,
                TimeUnit.MILLISECONDS.toNanos(collected));
    }

    private static long collectedMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    long whole() {
        return read + join + render;
    }
}
