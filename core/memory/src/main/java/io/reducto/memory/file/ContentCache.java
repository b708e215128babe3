package io.reducto.memory.file;

import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentReader;
import io.reducto.memory.entry.ContentReader.Content;
import java.util.IdentityHashMap;
import java.util.function.Function;

/** What values are, each read once as long as it is asked for. Not for several threads. */
final class ContentCache implements Function<Write, Content> {
    private final ContentReader reader = new ContentReader();
    private IdentityHashMap<Write, Content> before = new IdentityHashMap<>();
    private IdentityHashMap<Write, Content> now = new IdentityHashMap<>();

    /** Forgets what was not asked for since the last time that this was called. */
    void next() {
        before = now;
        now = new IdentityHashMap<>();
    }

    /**
     * What the value of {@code write} is, which has one.
     *
     * @throws IllegalArgumentException where it is not that of an entry
     */
    @Override
    public Content apply(Write write) {
        Content known = before.get(write);
        Content content = known == null ? reader.read(write.value().orElseThrow()) : known;
        now.put(write, content);
        return content;
    }
}
