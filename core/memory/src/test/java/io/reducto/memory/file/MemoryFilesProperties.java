package io.reducto.memory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.ContentDigest;
import io.reducto.memory.entry.Entry;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class MemoryFilesProperties {
    private static final int HISTORIES = 600;

    @Test
    void whatIsRenderedIsRead(Seed seed) {
        int trimmed = 0;
        for (int i = 0; i < HISTORIES; i++) {
            for (ObservedRemoveMap state : new RandomStates(seed).history(seed.between(0, 40))) {
                SortedMap<String, byte[]> files = MemoryFiles.render(state);
                for (MemoryContents read :
                        List.of(MemoryFiles.read(files), MemoryFiles.readWithUnified(files))) {
                    assertThat(read.damages()).isEmpty();
                    assertThat(read.plain()).isEmpty();
                    assertThat(read.tooNew()).isEmpty();
                    assertThat(read.state()).isEqualTo(state);
                    assertThat(read.state().bytes()).isEqualTo(state.bytes());
                }
                trimmed += state.frontier().replicas().isEmpty() ? 0 : 1;
            }
        }
        assertThat(trimmed).isGreaterThan(HISTORIES / 20);
    }

    /** States of one history share writes, which one renderer makes lines of once. */
    @Test
    void whatWasRenderedBeforeIsTheSameBytes(Seed seed) {
        for (int i = 0; i < HISTORIES; i++) {
            MemoryRenderer renderer = new MemoryRenderer();
            List<ObservedRemoveMap> states =
                    new ArrayList<>(new RandomStates(seed).history(seed.between(0, 40)));
            states.addAll(List.copyOf(states));
            for (ObservedRemoveMap state : states) {
                SortedMap<String, byte[]> files = renderer.render(state);
                assertThat(text(files)).isEqualTo(text(MemoryFiles.render(state)));
                renderer.render(state)
                        .forEach((path, file) -> assertThat(file).isSameAs(files.get(path)));
            }
        }
    }

    @Test
    void theSameWritesInAnotherOrderAreTheSameBytes(Seed seed) {
        for (int i = 0; i < HISTORIES; i++) {
            ObservedRemoveMap state = new RandomStates(seed).history(30).get(0);
            List<Write> writes = RandomStates.writes(state);
            Collections.shuffle(writes, new Random(seed.random().nextLong()));
            ObservedRemoveMap other = new ObservedRemoveMap();
            writes.forEach(write -> other.joinIn(ObservedRemoveMap.of(List.of(write))));
            other.joinIn(
                    ObservedRemoveMap.of(
                            List.of(),
                            state.acknowledgements(),
                            state.retired(),
                            state.frontier()));
            assertThat(text(MemoryFiles.render(other))).isEqualTo(text(MemoryFiles.render(state)));
        }
    }

    /** Each content that is visible is one line; the page's words, spelled out. */
    @Test
    void theUnifiedFileIsTheView(Seed seed) throws Exception {
        for (int i = 0; i < HISTORIES; i++) {
            ObservedRemoveMap state = new RandomStates(seed).history(30).get(0);
            FileLines lines = FileLines.read(new LineCache(), MemoryFiles.UNIFIED, unified(state));
            Set<ContentDigest> shown = new HashSet<>();
            Set<String> keys = new HashSet<>();
            long before = Long.MIN_VALUE;
            String key = "";
            for (MemoryLine.OfWrite line : lines.of(MemoryLine.OfWrite.class)) {
                ContentDigest content = content(line.write());
                assertThat(shown.add(content)).isTrue();
                Map<String, Write> visible = visible(state, content);
                assertThat(line.write()).isEqualTo(visible.values().iterator().next());
                if (visible.size() > 1) {
                    assertThat(line.view().origins().keySet()).isEqualTo(visible.keySet());
                    visible.forEach(
                            (of, write) ->
                                    assertThat(line.view().origins())
                                            .containsEntry(of, write.dot()));
                } else {
                    assertThat(line.view().origins()).isEmpty();
                }
                assertThat(line.view().concurrent())
                        .isEqualTo(others(state, visible.keySet(), content));
                keys.addAll(visible.keySet());
                long millis =
                        entry(line.write()).userTimeMillis().orElse(line.write().time().millis());
                assertThat(millis).isGreaterThanOrEqualTo(before);
                if (millis == before) {
                    assertThat(utf8(line.write().key())).isGreaterThan(utf8(key));
                }
                before = millis;
                key = line.write().key();
            }
            for (Register register : state.registers()) {
                assertThat(keys.contains(register.key())).isEqualTo(register.visible().isPresent());
            }
        }
    }

    /** As text that sorts like the bytes. */
    private static String utf8(String key) {
        return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Map<String, Write> visible(ObservedRemoveMap state, ContentDigest content) {
        Map<String, Write> visible = new LinkedHashMap<>();
        for (Register register : state.registers()) {
            register.visible()
                    .filter(write -> content(write).equals(content))
                    .ifPresent(write -> visible.put(register.key(), write));
        }
        return visible;
    }

    private static int others(ObservedRemoveMap state, Set<String> keys, ContentDigest content) {
        int others = 0;
        for (String key : keys) {
            for (Write write : state.register(key).orElseThrow().maximal()) {
                others += !write.isTombstone() && !content(write).equals(content) ? 1 : 0;
            }
        }
        return others;
    }

    /** The driver on each file is the join of the states. */
    @Test
    void mergedFilesHoldTheJoin(Seed seed) {
        for (int i = 0; i < HISTORIES; i++) {
            List<ObservedRemoveMap> states = new RandomStates(seed).history(40);
            SortedMap<String, byte[]> ours = MemoryFiles.render(states.get(0));
            SortedMap<String, byte[]> theirs = MemoryFiles.render(states.get(1));
            Map<String, byte[]> merged = new HashMap<>();
            for (String path : paths(ours, theirs)) {
                byte[] none = {};
                byte[] a = ours.getOrDefault(path, none);
                byte[] b = theirs.getOrDefault(path, none);
                MergedFile file = FileMerge.merge(path, none, a, b);
                assertThat(file.damages()).isEmpty();
                assertThat(file.plain()).isZero();
                assertThat(file.isTooNew()).isFalse();
                assertThat(file.bytes()).isEqualTo(FileMerge.merge(path, none, b, a).bytes());
                assertThat(FileMerge.merge(path, a, a, a).bytes()).isEqualTo(a);
                merged.put(path, file.bytes());
            }
            assertThat(MemoryFiles.read(merged).state())
                    .isEqualTo(states.get(0).join(states.get(1)));
        }
    }

    /** Whoever changed nothing takes what the other has. */
    @Test
    void theUnifiedFileOfWhoeverChangedItIsTaken(Seed seed) {
        for (int i = 0; i < HISTORIES; i++) {
            List<ObservedRemoveMap> states = new RandomStates(seed).history(40);
            byte[] base = unified(states.get(0));
            byte[] changed = unified(states.get(1));
            String path = MemoryFiles.UNIFIED;
            assertThat(FileMerge.merge(path, base, changed, base).bytes()).isEqualTo(changed);
            assertThat(FileMerge.merge(path, base, base, changed).bytes()).isEqualTo(changed);
            byte[] other = unified(states.get(2));
            assertThat(FileMerge.merge(path, base, changed, other).bytes())
                    .isEqualTo(FileMerge.merge(path, base, other, changed).bytes());
        }
    }

    private static byte[] unified(ObservedRemoveMap state) {
        return MemoryFiles.render(state).getOrDefault(MemoryFiles.UNIFIED, new byte[0]);
    }

    private static Set<String> paths(Map<String, byte[]> ours, Map<String, byte[]> theirs) {
        Set<String> paths = new HashSet<>(ours.keySet());
        paths.addAll(theirs.keySet());
        return paths;
    }

    private static Map<String, String> text(SortedMap<String, byte[]> files) {
        Map<String, String> text = new TreeMap<>();
        files.forEach((path, bytes) -> text.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return text;
    }

    private static Entry entry(Write write) {
        return Entry.ofValue(write.value().orElseThrow());
    }

    private static ContentDigest content(Write write) {
        return entry(write).content();
    }
}
