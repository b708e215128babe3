package io.reducto.memory.file;

import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.ContentReader.Content;
import java.util.Optional;
import java.util.function.Function;

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
     * @param read what a write is that has a value
     * @throws IllegalArgumentException where a value is not that of an entry
     */
    public static Optional<Shown> of(Register register, Function<Write, Content> read) {
        Optional<Write> visible = register.visible();
        return visible.isEmpty()
                ? Optional.empty()
                : Optional.of(of(register, visible.get(), read));
    }

    private static Shown of(Register register, Write write, Function<Write, Content> read) {
        Content content = read.apply(write);
        int concurrent = 0;
        for (Write other : register.concurrent()) {
            concurrent += read.apply(other).digest().equals(content.digest()) ? 0 : 1;
        }
        return new Shown(write, content.digest(), millis(write, content), concurrent);
    }

    /** By which {@code write}, whose value is {@code content}, is sorted. */
    static long millis(Write write, Content content) {
        return content.userTimeMillis().orElse(write.time().millis());
    }
}
