package io.reducto.memory.file;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.PlacedEntry;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What files of a repository hold.
 *
 * @param state all writes and what is known of progress, joined
 * @param plain entries of an older workflow, in the order of their file, by its path
 * @param damages lines that were not taken
 * @param tooNew paths of files that a newer release wrote: nothing of them was taken, and they must
 *     not be written
 */
public record MemoryContents(
        ObservedRemoveMap state,
        SortedMap<String, List<PlacedEntry>> plain,
        List<Damage> damages,
        SortedSet<String> tooNew) {}
