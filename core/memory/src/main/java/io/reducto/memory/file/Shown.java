package io.reducto.memory.file;

import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.Entry;
import java.util.Optional;

/**
 * What a key shows.
 *
 * @param write the visible one
 * @param content of its value
 * @param millis by which it is sorted: the user's time, where there is none that of the write
 * @param concurrent how many other maximal values of the key have another content
 */
public record Shown(Write write, ContentDigest content, long millis, int concurrent) {
    /**
     * What {@code register} shows; empty where its key is removed.
     *
     * @throws IllegalArgumentException where a value is not that of an entry
     */
    public static Optional<Shown> of(Register register) {
        return register.visible().map(write -> of(register, write));
    }

    private static Shown of(Register register, Write write) {
        Entry entry = entry(write);
        int concurrent = 0;
        for (Write other : register.concurrent()) {
            concurrent += entry(other).content().equals(entry.content()) ? 0 : 1;
        }
        return new Shown(write, entry.content(), millis(entry, write), concurrent);
    }

    private static Entry entry(Write write) {
        return Entry.ofValue(write.value().orElseThrow());
    }

    static long millis(Entry entry, Write write) {
        return entry.userTimeMillis().orElse(write.time().millis());
    }
}
