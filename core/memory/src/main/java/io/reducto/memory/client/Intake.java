package io.reducto.memory.client;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.client.LastBackup.Held;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.ContentReader;
import io.reducto.memory.entry.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a source's entries is new, and becomes a write. {@code docs/format/memory.md} has the
 * table. Absence is never a removal. For one thread.
 */
public final class Intake {
    private final ObservedRemoveMap map;
    private final HybridClock clock;
    private final ContentReader reader = new ContentReader();

    /** Writes go to {@code map}, with times of {@code clock}. */
    public Intake(ObservedRemoveMap map, HybridClock clock) {
        this.map = map;
        this.clock = clock;
    }

    /**
     * What a client's file amounted to.
     *
     * @param added writes of keys of which nothing was visible
     * @param changed other writes
     * @param unchanged entries that are no news
     */
    public record Taken(int added, int changed, int unchanged) {
        /** Nothing at all. */
        public static final Taken NOTHING = new Taken(0, 0, 0);

        /** How many writes. */
        public int writes() {
            return added + changed;
        }

        /** Both together. */
        public Taken plus(Taken other) {
            return new Taken(
                    added + other.added, changed + other.changed, unchanged + other.unchanged);
        }
    }

    /**
     * Takes what a client has changed since {@code base}, which learns it.
     *
     * @param entries in the order of the file
     */
    public Taken ofClient(ReplicaId replica, List<Entry> entries, LastBackup base) {
        Taken taken = Taken.NOTHING;
        for (Map.Entry<String, List<Entry>> ofKey : byKey(entries).entrySet()) {
            String key = ofKey.getKey();
            Optional<Held> before = base.held(key);
            Set<ContentDigest> now = new HashSet<>();
            for (Entry entry : ofKey.getValue()) {
                Held held = base.held(key).orElse(Held.NOTHING);
                taken = taken.plus(ofClient(replica, entry, before, held, base));
                now.add(entry.content());
            }
            base.learn(key, base.held(key).orElseThrow().only(now));
        }
        return taken;
    }

    private Taken ofClient(
            ReplicaId replica, Entry entry, Optional<Held> before, Held held, LastBackup base) {
        String key = entry.key();
        ContentDigest content = entry.content();
        if (before.filter(h -> h.contents().contains(content)).isPresent()) {
            return unchanged();
        }
        Optional<Write> known = known(key, content, before.isEmpty());
        if (known.isPresent()) {
            Write write = known.get();
            base.learn(key, held.with(content, write.seen().with(write.dot())));
            return unchanged();
        }
        boolean isNew = isNew(key);
        Write write = put(replica, entry, held.observed());
        base.learn(key, held.with(content, write.seen().with(write.dot())));
        return isNew ? new Taken(1, 0, 0) : new Taken(0, 1, 0);
    }

    /**
     * Takes what sources without a client behind them hold and nobody knows, by the user's time:
     * values of different sources are concurrent, the latest is shown.
     *
     * @param entries of each source in the order of its file, by a replica of its own
     */
    public Taken ofSources(Map<ReplicaId, List<Entry>> entries) {
        List<Sourced> all = new ArrayList<>();
        entries.forEach(
                (replica, ofOne) -> ofOne.forEach(entry -> all.add(new Sourced(replica, entry))));
        all.sort(Comparator.comparingLong(sourced -> time(sourced.entry)));
        Taken taken = Taken.NOTHING;
        for (Sourced sourced : all) {
            taken = taken.plus(ofSource(sourced.replica, sourced.entry));
        }
        return taken;
    }

    private record Sourced(ReplicaId replica, Entry entry) {}

    private Taken ofSource(ReplicaId replica, Entry entry) {
        if (known(entry.key(), entry.content(), true).isPresent()) {
            return unchanged();
        }
        boolean isNew = isNew(entry.key());
        put(replica, entry, VersionVector.EMPTY);
        return isNew ? new Taken(1, 0, 0) : new Taken(0, 1, 0);
    }

    private static Taken unchanged() {
        return new Taken(0, 0, 1);
    }

    private boolean isNew(String key) {
        return map.register(key).flatMap(Register::visible).isEmpty();
    }

    private Write put(ReplicaId replica, Entry entry, VersionVector observed) {
        ObservedRemoveMap delta = map.put(clock, replica, entry.key(), observed, entry.value());
        return delta.registers().iterator().next().writes().get(0);
    }

    /** A write of that content: a maximal one, or any where history counts. */
    private Optional<Write> known(String key, ContentDigest content, boolean historyCounts) {
        return map.register(key).stream()
                .flatMap(r -> (historyCounts ? r.writes() : r.maximal()).stream())
                .filter(write -> !write.isTombstone() && contentOf(write).equals(content))
                .findFirst();
    }

    private ContentDigest contentOf(Write write) {
        return reader.read(write.value().orElseThrow()).digest();
    }

    /** Entries of one key are versions of it: by the user's time, then by place. */
    private static Map<String, List<Entry>> byKey(List<Entry> entries) {
        Map<String, List<Entry>> byKey = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>(1)).add(entry);
        }
        for (List<Entry> ofKey : byKey.values()) {
            ofKey.sort(Comparator.comparingLong(Intake::time));
        }
        return byKey;
    }

    private static long time(Entry entry) {
        return entry.userTimeMillis().orElse(Long.MIN_VALUE);
    }
}
