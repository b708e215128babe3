package io.reducto.memory.sync;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.client.SecretGate;
import io.reducto.memory.entry.Entry;
import io.reducto.memory.entry.EntryFile;
import io.reducto.memory.entry.PlacedEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a state shows, as a client reads it: every key, by the user's time. */
public final class ShownEntries {
    private record Shown(Entry entry, long timeMillis, String key) {}

    private ShownEntries() {}

    /** The entry shown of each key, by time, then by key. */
    public static List<Entry> of(ObservedRemoveMap state) {
        List<Shown> all = new ArrayList<>();
        for (Register register : state.registers()) {
            Optional<Write> write = register.visible();
            if (write.isPresent()) {
                Entry entry = Entry.ofValue(write.get().value().orElseThrow());
                long time = entry.userTimeMillis().orElse(write.get().time().millis());
                all.add(new Shown(entry, time, register.key()));
            }
        }
        all.sort(Comparator.comparingLong(Shown::timeMillis).thenComparing(Shown::key));
        return all.stream().map(Shown::entry).toList();
    }

    /**
     * The same for a client that has {@code file} now: of its entries those that the memory must
     * not know, because there is a secret in them, stay as they are.
     */
    static List<Entry> of(ObservedRemoveMap state, EntryFile file, SecretGate gate) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        of(state).forEach(entry -> entries.put(entry.key(), entry));
        for (PlacedEntry placed : file.entries()) {
            Entry own = placed.entry();
            List<Entry> passed = gate.pass(List.of(placed)).entries();
            String key = passed.isEmpty() ? own.key() : passed.get(0).key();
            boolean isMaskShown =
                    !passed.isEmpty()
                            && !passed.get(0).equals(own)
                            && Optional.ofNullable(entries.get(key))
                                    .filter(passed.get(0)::equals)
                                    .isPresent();
            if (passed.isEmpty() || isMaskShown) {
                entries.put(key, own);
            }
        }
        return List.copyOf(entries.values());
    }
}
