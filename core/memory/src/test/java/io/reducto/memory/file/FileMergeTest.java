package io.reducto.memory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.entry.Damage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileMergeTest {
    private static final ReplicaId A = new ReplicaId("a");
    private static final ReplicaId B = new ReplicaId("b");
    private static final byte[] NONE = {};

    private final HybridClock clock = new HybridClock(() -> 1_000);
    private final ObservedRemoveMap ours = new ObservedRemoveMap();
    private final ObservedRemoveMap theirs = new ObservedRemoveMap();

    @Test
    void whatEitherAddsOrChangesIsThereAndWhatEitherRemovesIsNot() {
        int number = 10;
        for (String name : List.of("kept", "edited", "gone", "also gone")) {
            put(ours, A, name, number++);
        }
        theirs.joinIn(ours);
        byte[] base = unified(ours);
        put(ours, A, "edited", 2);
        put(ours, A, "mine", 3);
        ours.remove(clock, A, "default/gone");
        put(theirs, B, "theirs", 4);
        theirs.remove(clock, B, "default/also gone");
        byte[] merged = merged(base, unified(ours), unified(theirs));
        assertThat(lines(merged))
                .containsExactlyElementsOf(lines(unified(ours.join(theirs))))
                .hasSize(4);
        assertThat(merged(base, unified(theirs), unified(ours))).isEqualTo(merged);
    }

    @Test
    void valuesThatDidNotKnowOfEachOtherAreBothKept() {
        put(ours, A, "x", 1);
        theirs.joinIn(ours);
        byte[] base = unified(ours);
        put(ours, A, "x", 2);
        put(theirs, B, "x", 3);
        byte[] merged = merged(base, unified(ours), unified(theirs));
        assertThat(lines(merged)).hasSize(2).allMatch(line -> !line.contains("\"n\":1"));
        ObservedRemoveMap read =
                MemoryFiles.readWithUnified(Map.of(MemoryFiles.UNIFIED, merged)).state();
        assertThat(read.register("default/x").orElseThrow().maximal()).hasSize(2);
        put(theirs, B, "x", 4);
        theirs.joinIn(ours);
        put(theirs, B, "x", 5);
        assertThat(lines(merged(NONE, unified(ours), unified(theirs))))
                .containsExactlyElementsOf(lines(unified(theirs)));
    }

    @Test
    void theViewThatChangedIsKept() {
        put(ours, A, "x", 1);
        theirs.joinIn(ours);
        byte[] base = unified(ours);
        theirs.put(clock, B, "default/y", bytes("{\"n\":1,\"id\":\"y\"}"));
        ours.put(clock, A, "default/z", bytes("{\"n\":7,\"id\":\"z\"}"));
        byte[] merged = merged(base, unified(ours), unified(theirs));
        assertThat(lines(merged))
                .hasSize(2)
                .anyMatch(
                        line ->
                                line.contains(
                                        "\"origins\":{\"default/x\":\"a@1\",\"default/y\":\"b@1\"}"));
        assertThat(merged(base, unified(theirs), unified(ours))).isEqualTo(merged);
        assertThat(merged(NONE, unified(theirs), unified(ours))).isEqualTo(merged);
    }

    @Test
    void plainLinesAreKeptOnceAndDamageIsTold() {
        put(ours, A, "x", 1);
        for (String path : List.of(MemoryFiles.UNIFIED, "hosts/a.jsonl", MemoryFiles.REPLICAS)) {
            byte[] ourLines = bytes("{\"b\":1}\nbroken\n" + text(unified(ours)));
            byte[] theirLines =
                    bytes(text(unified(ours)) + "{ \"b\" : 1 }\r\n{\"a\":\"\\u00e4\"}\nalso\n");
            MergedFile merged = FileMerge.merge(path, theirLines, ourLines, theirLines);
            assertThat(text(merged.bytes()))
                    .isEqualTo(text(unified(ours)) + "{\"a\":\"\u00e4\"}\n{\"b\":1}\n");
            assertThat(merged.plain()).isEqualTo(2);
            assertThat(merged.damages())
                    .extracting(Damage::bytes)
                    .containsExactly(bytes("broken"), bytes("also"));
            assertThat(merged.isTooNew()).isFalse();
        }
    }

    @Test
    void knowledgeOfReplicasIsJoined() {
        put(ours, A, "x", 1);
        theirs.joinIn(ours);
        ours.acknowledge(A);
        ours.acknowledge(B);
        theirs.retire(B);
        theirs.retire(A);
        theirs.acknowledge(A);
        ours.advanceFrontier();
        byte[] merged =
                FileMerge.merge(
                                MemoryFiles.REPLICAS,
                                NONE,
                                file(ours, MemoryFiles.REPLICAS),
                                file(theirs, MemoryFiles.REPLICAS))
                        .bytes();
        assertThat(merged).isEqualTo(file(ours.join(theirs), MemoryFiles.REPLICAS));
        assertThat(text(merged)).contains("\"frontier\":1,\"retired\":true");
    }

    private void put(ObservedRemoveMap map, ReplicaId replica, String name, int number) {
        map.put(
                clock,
                replica,
                "default/" + name,
                bytes("{\"n\":%d,\"id\":\"%s\"}".formatted(number, name)));
    }

    private static byte[] merged(byte[] base, byte[] ours, byte[] theirs) {
        return FileMerge.merge(MemoryFiles.UNIFIED, base, ours, theirs).bytes();
    }

    private static byte[] unified(ObservedRemoveMap map) {
        return file(map, MemoryFiles.UNIFIED);
    }

    private static byte[] file(ObservedRemoveMap map, String path) {
        return MemoryFiles.render(map).getOrDefault(path, NONE);
    }

    private static List<String> lines(byte[] file) {
        return text(file).lines().toList();
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
