package io.reducto.benchmarks.memory;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.file.MemoryContents;
import io.reducto.memory.file.MemoryFiles;
import java.util.Map;

/**
 * How long one merge took, in nanoseconds.
 *
 * @param read of the other side's files
 * @param join of what they hold into a state
 * @param render of the files of that state
 */
record Merge(long read, long join, long render) {
    /** Merges {@code theirs} into {@code mine}, which changes, as an exchange does. */
    static Merge of(ObservedRemoveMap mine, Map<String, byte[]> theirs) {
        long from = System.nanoTime();
        MemoryContents contents = MemoryFiles.readWithUnified(theirs);
        long isRead = System.nanoTime();
        mine.joinIn(contents.state());
        long isJoined = System.nanoTime();
        Map<String, byte[]> files = MemoryFiles.render(mine);
        long isRendered = System.nanoTime();
        if (!contents.damages().isEmpty() || files.size() < theirs.size()) {
            throw new IllegalStateException("files are missing after a merge, or were damaged");
        }
        return new Merge(isRead - from, isJoined - isRead, isRendered - isJoined);
    }

    long whole() {
        return read + join + render;
    }
}
