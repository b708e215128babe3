package io.reducto.operators.assemble;

import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.Holding;
import org.jspecify.annotations.Nullable;

/**
 * Entries and verdicts of one subtask, each kept until the other is there, released in the order in
 * which the chunker emitted the entries. A ring that grows; for one thread.
 */
final class Waiting {
    private static final int FIRST_CAPACITY = 1024;

    private @Nullable Entry[] entries = new @Nullable Entry[FIRST_CAPACITY];
    private @Nullable Holding[] holdings = new @Nullable Holding[FIRST_CAPACITY];
    private long head;
    private long nextEntry;
    private int entriesWaiting;
    private int verdictsWaiting;

    /** Sequence number of the entry that is added next. */
    long nextEntry() {
        return nextEntry;
    }

    /** Takes the next entry of the chunker. */
    void add(Entry entry) {
        if (entry.sequence() != nextEntry) {
            throw new IllegalStateException(
                    "entry %s: expected number %d of this attempt, found %d: its edge is not the chunker's own"
                            .formatted(entry.id(), nextEntry, entry.sequence()));
        }
        nextEntry++;
        // First the slot: it may replace the array.
        int slot = slot(entry.sequence());
        entries[slot] = entry;
        entriesWaiting++;
    }

    /** Takes a verdict; it may come before its entry. */
    void add(long sequence, Holding holding) {
        int slot = sequence < head ? -1 : slot(sequence);
        if (slot < 0 || holdings[slot] != null) {
            throw new IllegalStateException(
                    "verdict %d: expected one for each entry from %d on, found a second one"
                            .formatted(sequence, head));
        }
        holdings[slot] = holding;
        verdictsWaiting++;
    }

    /** The verdict on the oldest entry, if both are there: {@link #take} it then. */
    @Nullable Holding ready() {
        int slot = (int) (head & (entries.length - 1));
        return entries[slot] == null ? null : holdings[slot];
    }

    /** Takes the oldest entry out; only after {@link #ready} has answered. */
    Entry take() {
        int slot = (int) (head & (entries.length - 1));
        Entry entry = entries[slot];
        if (entry == null) {
            throw new IllegalStateException("nothing is ready");
        }
        entries[slot] = null;
        holdings[slot] = null;
        head++;
        entriesWaiting--;
        verdictsWaiting--;
        return entry;
    }

    /** Whether neither entries nor verdicts are here. */
    boolean isEmpty() {
        return entriesWaiting == 0 && verdictsWaiting == 0;
    }

    @Override
    public String toString() {
        return "%d entries and %d verdicts".formatted(entriesWaiting, verdictsWaiting);
    }

    private int slot(long sequence) {
        while (sequence - head >= entries.length) {
            grow();
        }
        return (int) (sequence & (entries.length - 1));
    }

    private void grow() {
        int capacity = Math.multiplyExact(entries.length, 2);
        @Nullable Entry[] moreEntries = new @Nullable Entry[capacity];
        @Nullable Holding[] moreHoldings = new @Nullable Holding[capacity];
        for (int i = 0; i < entries.length; i++) {
            long sequence = head + i;
            int from = (int) (sequence & (entries.length - 1));
            int to = (int) (sequence & (capacity - 1));
            moreEntries[to] = entries[from];
            moreHoldings[to] = holdings[from];
        }
        entries = moreEntries;
        holdings = moreHoldings;
    }
}
