package io.reducto.memory.file;

import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.ContentReader.Content;
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
        return of(register, new ContentMemory());
    }

    static Optional<Shown> of(Register register, ContentMemory contents) {
        Optional<Write> visible = register.visible();
        return visible.isEmpty()
                ? Optional.empty()
                : Optional.of(of(register, visible.get(), contents));
    }

    private static Shown of(Register register, Write write, ContentMemory contents) {
        Content content = contents.of(write);
        int concurrent = 0;
        for (Write other : register.concurrent()) {
            concurrent += contents.of(other).digest().equals(content.digest()) ? 0 : 1;
        }
        return new Shown(write, content.digest(), millis(content, write), concurrent);
    }

    /** By which {@code write} is sorted, which is a value. */
    static long millis(Write write, ContentMemory contents) {
        return millis(contents.of(write), write);
    }

    private static long millis(Content content, Write write) {
        return content.userTimeMillis().orElse(write.time().millis());
    }
}
