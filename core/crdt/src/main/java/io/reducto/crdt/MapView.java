package io.reducto.crdt;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a user is shown of a map: its visible values sorted by key, each content once.
 *
 * <p>A pure function of the writes held. Entries of the same content under several keys are one
 * entry here, which lists them all; the state keeps them apart.
 *
 * @param entries sorted by key
 */
public record MapView(List<Entry> entries) {
    /** Keeps its own list. */
    public MapView {
        entries = List.copyOf(entries);
    }

    /**
     * One content.
     *
     * @param write the visible write of the first of its keys
     * @param origins all keys under which the content is visible, sorted
     */
    public record Entry(Write write, SortedSet<String> origins) {
        /** The first key of the content. */
        public String key() {
            return write.key();
        }
    }

    /**
     * The view of {@code map}.
     *
     * @param contentIdentity from a value to the bytes, for instance a digest, that are equal for
     *     values of the same content
     */
    public static MapView of(ObservedRemoveMap map, UnaryOperator<byte[]> contentIdentity) {
        Map<ByteBuffer, Entry> byContent = new LinkedHashMap<>();
        for (Register register : map.registers()) {
            Optional<Write> visible = register.visible();
            if (visible.isPresent()) {
                Write write = visible.get();
                byte[] content = contentIdentity.apply(write.valueBytes().clone());
                byContent
                        .computeIfAbsent(
                                ByteBuffer.wrap(content),
                                c -> new Entry(write, new TreeSet<>(KeyOrder.BY_CODE_POINT)))
                        .origins
                        .add(write.key());
            }
        }
        return new MapView(List.copyOf(byContent.values()));
    }

    /** The keys under which something is visible, sorted. */
    public SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>(KeyOrder.BY_CODE_POINT);
        entries.forEach(entry -> keys.addAll(entry.origins));
        return keys;
    }
}
