package io.reducto.repository.run;

import io.reducto.testkit.Seed;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Generated keys and values of the lengths that a kind allows. */
final class RandomEntries {
    private RandomEntries() {}

    static NavigableMap<Slice, Slice> of(Seed seed, RunKind kind, int count) {
        NavigableMap<Slice, Slice> entries = new TreeMap<>();
        while (entries.size() < count) {
            entries.put(key(seed, kind), value(seed, kind));
        }
        return entries;
    }

    /** Keys of a variable length are short and of few letters, so that one often begins another. */
    static Slice key(Seed seed, RunKind kind) {
        if (kind.keyWidth() > 0) {
            return Slice.of(seed.bytes(kind.keyWidth()));
        }
        byte[] key = seed.bytes(seed.random().nextInt(100) == 0 ? 300 : seed.between(1, 20));
        for (int i = 0; i < key.length; i++) {
            key[i] &= (byte) 0x83;
        }
        return Slice.of(key);
    }

    static Slice value(Seed seed, RunKind kind) {
        int width = kind.valueWidth(0);
        return Slice.of(seed.bytes(width > 0 ? width : seed.between(0, 60)));
    }
}
