package io.reducto.benchmarks.memory;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.file.MemoryFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Two replicas that have exchanged all entries of a memory and written on. The other one has
 * changed every second entry since, this one every tenth, so that a tenth is changed on both sides.
 *
 * @param entries of either side
 * @param mine state of this replica
 * @param theirs files of the other one, by their path below {@code memory/}
 */
record MemoryInput(int entries, ObservedRemoveMap mine, SortedMap<String, byte[]> theirs) {
    private static final long NOW = 1_790_000_000_000L;
    private static final ReplicaId HERE = new ReplicaId("laptop-7f3a9c12");
    private static final ReplicaId THERE = new ReplicaId("desk-1a2b3c4d");
    private static final int THEIR_STEP = 2;
    private static final int MY_STEP = 10;

    static MemoryInput of(int entries) {
        return of(entries, 2);
    }

    /** The same where more machines have written the entries in turn and know all of them. */
    static MemoryInput of(int entries, int machines) {
        HybridClock clock = new HybridClock(() -> NOW);
        ObservedRemoveMap mine = new ObservedRemoveMap();
        List<ReplicaId> writers = new ArrayList<>(List.of(HERE));
        for (int i = 2; i < machines; i++) {
            writers.add(new ReplicaId("machine-%08x".formatted(i)));
        }
        for (int i = 0; i < writers.size(); i++) {
            put(mine, clock, writers.get(i), entries, new Change(i, writers.size(), 0));
        }
        writers.forEach(mine::acknowledge);
        mine.acknowledge(THERE);
        mine.advanceFrontier();
        ObservedRemoveMap theirs = mine.copy();
        put(mine, clock, HERE, entries, new Change(0, MY_STEP, 1));
        put(theirs, clock, THERE, entries, new Change(0, THEIR_STEP, 2));
        theirs.acknowledge(THERE);
        return new MemoryInput(entries, mine, MemoryFiles.render(theirs));
    }

    private record Change(int first, int step, int revision) {}

    private static void put(
            ObservedRemoveMap map,
            HybridClock clock,
            ReplicaId replica,
            int entries,
            Change change) {
        for (int place = change.first; place < entries; place += change.step) {
            byte[] value = EntryTexts.text(place, change.revision).getBytes(StandardCharsets.UTF_8);
            map.put(clock, replica, Entry.ofValue(value).key(), value);
        }
    }

    /**
     * Refuses a merge that does not do its work: every entry is there, those that both changed
     * stand beside each other, the other replica comes to the same, and so does who reads the
     * files.
     */
    void check() {
        ObservedRemoveMap both = mine.copy();
        ObservedRemoveMap read = MemoryFiles.readWithUnified(theirs).state();
        both.joinIn(read);
        require("entries", entries, both.registers().size());
        long concurrent =
                both.registers().stream().filter(one -> !one.concurrent().isEmpty()).count();
        require("concurrent", (entries + MY_STEP - 1) / MY_STEP, concurrent);
        if (!both.equals(read.join(mine))) {
            throw new IllegalStateException("the two replicas have come to different states");
        }
        if (!both.equals(MemoryFiles.read(MemoryFiles.render(both)).state())) {
            throw new IllegalStateException("the files of a merged memory hold another state");
        }
    }

    private static void require(String what, long expected, long found) {
        if (found != expected) {
            throw new IllegalStateException(
                    "a merged memory: %s: expected %d, found %d".formatted(what, expected, found));
        }
    }
}
