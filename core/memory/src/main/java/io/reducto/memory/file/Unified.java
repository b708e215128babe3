package io.reducto.memory.file;

import io.reducto.crdt.Dot;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a state amounts to: each content once, by time. */
final class Unified {
    /** A content, shown by the write of the first of its keys. */
    private static final class Content {
        final ContentDigest digest;
        final long millis;
        final List<Register> registers = new ArrayList<>(1);

        Content(ContentDigest digest, long millis) {
            this.digest = digest;
            this.millis = millis;
        }
    }

    private Unified() {}

    static List<MemoryLine.OfWrite> of(ObservedRemoveMap state) {
        Map<ContentDigest, Content> contents = new LinkedHashMap<>();
        for (Register register : state.registers()) {
            register.visible()
                    .ifPresent(
                            write -> {
                                Entry entry = entry(write);
                                contents.computeIfAbsent(
                                                entry.content(),
                                                digest -> new Content(digest, millis(entry, write)))
                                        .registers
                                        .add(register);
                            });
        }
        /* Stable, and contents come by the first of their keys. */
        return contents.values().stream()
                .sorted(Comparator.comparingLong(content -> content.millis))
                .map(Unified::line)
                .toList();
    }

    private static Entry entry(Write write) {
        return Entry.ofValue(write.value().orElseThrow());
    }

    /** The user's time; where there is none, that of the write. */
    static long millis(Entry entry, Write write) {
        return entry.userTimeMillis().orElse(write.time().millis());
    }

    private static MemoryLine.OfWrite line(Content content) {
        Write shown = content.registers.get(0).visible().orElseThrow();
        Map<String, Dot> origins = new LinkedHashMap<>();
        int concurrent = 0;
        for (Register register : content.registers) {
            origins.put(register.key(), register.visible().orElseThrow().dot());
            concurrent += others(register, content.digest);
        }
        return new MemoryLine.OfWrite(
                shown, new View(origins.size() > 1 ? origins : Map.of(), concurrent));
    }

    private static int others(Register register, ContentDigest digest) {
        int others = 0;
        for (Write write : register.concurrent()) {
            others += entry(write).content().equals(digest) ? 0 : 1;
        }
        return others;
    }
}
