package io.reducto.repository.rebuild;

import io.reducto.repository.format.RunDraft;
import io.reducto.repository.run.RunKind;
import io.reducto.repository.run.RunMerge;
import io.reducto.repository.run.RunSummary;
import io.reducto.repository.run.RunWriter;
import io.reducto.repository.run.StampedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings entries that come in any order into a run. Keeps up to a number of entries; when there are
 * more, sorts them into runs of their own and merges those at the end, up to {@value #FAN_IN} at a
 * time.
 *
 * <p>Of entries with one key the first or the last that was added stands, as the form says,
 * wherever they were kept. For one thread.
 */
final class RunSorter<K, V> {
    private static final int FAN_IN = 64;

    private final Form<K, V> form;
    private final RunStore store;
    private final int entriesMax;
    private final List<Entry<K, V>> entries = new ArrayList<>();
    private List<RunDraft> spilled = new ArrayList<>();

    /** Writes an entry to a run. */
    @FunctionalInterface
    interface Adder<K, V> {
        void add(RunWriter run, K key, V value) throws IOException;
    }

    /**
     * What is sorted.
     *
     * @param kind of the run
     * @param order of its keys
     * @param adder writes an entry
     * @param lastStands whether the last entry of a key stands, or the first
     */
    record Form<K, V>(RunKind kind, Comparator<K> order, Adder<K, V> adder, boolean lastStands) {}

    private record Entry<K, V>(K key, V value) {}

    RunSorter(Form<K, V> form, RunStore store, int entriesMax) {
        this.form = form;
        this.store = store;
        this.entriesMax = entriesMax;
    }

    void add(K key, V value) throws IOException, InterruptedException {
        if (entries.size() == entriesMax) {
            spill();
        }
        entries.add(new Entry<>(key, value));
    }

    /** The run of all entries, once; empty when there are none. */
    Optional<RunDraft> finish(int level) throws IOException, InterruptedException {
        if (spilled.isEmpty() && entries.isEmpty()) {
            return Optional.empty();
        }
        if (spilled.isEmpty()) {
            return Optional.of(store.write(form.kind, level, this::writeKept));
        }
        spill();
        while (spilled.size() > FAN_IN) {
            List<RunDraft> fewer = new ArrayList<>();
            for (int from = 0; from < spilled.size(); from += FAN_IN) {
                int to = Math.min(from + FAN_IN, spilled.size());
                fewer.add(merge(spilled.subList(from, to), 0));
            }
            spilled = fewer;
        }
        return Optional.of(merge(spilled, level));
    }

    private void spill() throws IOException, InterruptedException {
        spilled.add(store.write(form.kind, 0, this::writeKept));
        entries.clear();
    }

    private RunSummary writeKept(RunWriter run) throws IOException {
        entries.sort(Comparator.comparing(Entry::key, form.order)); // stable
        for (int i = 0; i < entries.size(); i++) {
            int neighbour = form.lastStands ? i + 1 : i - 1;
            if (!isSameKey(i, neighbour)) {
                form.adder.add(run, entries.get(i).key, entries.get(i).value);
            }
        }
        return run.finish();
    }

    private boolean isSameKey(int i, int neighbour) {
        return neighbour >= 0
                && neighbour < entries.size()
                && form.order.compare(entries.get(i).key, entries.get(neighbour).key) == 0;
    }

    private RunDraft merge(List<RunDraft> runs, int level)
            throws IOException, InterruptedException {
        List<StampedRun> winnersFirst = new ArrayList<>();
        for (RunDraft run : runs) {
            winnersFirst.add(store.open(run));
        }
        if (form.lastStands) {
            Collections.reverse(winnersFirst);
        }
        return store.write(form.kind, level, run -> RunMerge.merge(winnersFirst, run));
    }
}
