package io.reducto.memory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Entry;
import io.reducto.testkit.Golden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The files of version 1, as the first release wrote them. */
class MemoryGoldenTest {
    private static final ReplicaId ANNA = new ReplicaId("anna-7f3a9c12");
    private static final ReplicaId BEN = new ReplicaId("ben-00c0ffee");
    private static final ReplicaId OLD = new ReplicaId("claude.ben-00c0ffee");
    private static final List<String> PATHS =
            List.of(
                    "hosts/anna-7f3a9c12.jsonl",
                    "hosts/ben-00c0ffee.jsonl",
                    "hosts/claude.ben-00c0ffee.jsonl",
                    MemoryFiles.REPLICAS,
                    MemoryFiles.UNIFIED);

    private long millis = 1_700_000_000_000L;
    private final HybridClock clock = new HybridClock(() -> millis);

    @Test
    void theStateGivesTheFiles() {
        SortedMap<String, byte[]> files = MemoryFiles.render(sample());
        assertThat(files.keySet()).containsExactlyElementsOf(PATHS);
        files.forEach(
                (path, bytes) ->
                        assertThat(new String(bytes, StandardCharsets.UTF_8))
                                .isEqualTo(new String(golden(path), StandardCharsets.UTF_8)));
    }

    @Test
    void theFilesGiveTheState() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        PATHS.forEach(path -> files.put(path, golden(path)));
        MemoryContents contents = MemoryFiles.read(files);
        assertThat(contents.damages()).isEmpty();
        assertThat(contents.plain()).isEmpty();
        assertThat(contents.state()).isEqualTo(sample());
        Register register = contents.state().register("default/plan").orElseThrow();
        assertThat(register.concurrent()).hasSize(1);
        assertThat(register.history()).hasSize(1);
    }

    @Test
    void keysAreThoseOfTheEntries() {
        for (Register register : sample().registers()) {
            for (Write write : register.writes()) {
                write.value()
                        .ifPresent(
                                value ->
                                        assertThat(Entry.ofValue(value).key())
                                                .isEqualTo(register.key()));
            }
        }
    }

    private static byte[] golden(String path) {
        return Golden.bytes("memory/v1/" + path);
    }

    /**
     * Values that differ by name only, concurrent ones with history, a removal, trimmed history,
     * acknowledgements, a retired replica, and texts that are easily changed on the way.
     */
    private ObservedRemoveMap sample() {
        ObservedRemoveMap anna = new ObservedRemoveMap();
        anna.acknowledge(OLD);
        anna.put(clock, ANNA, "default/trimmed", bytes("{\"id\":\"trimmed\"}"));
        anna.put(clock, ANNA, "default/trimmed", bytes("{\"id\":\"trimmed\",\"n\":1e999}"));
        anna.acknowledge(ANNA);
        anna.advanceFrontier();
        anna.retire(OLD);
        anna.advanceFrontier();
        anna.put(clock, ANNA, "default/plan", bytes("{\"id\":\"plan\",\"text\":\"first\"}"));
        anna.put(clock, ANNA, "default/gone", bytes("{\"id\":\"gone\"}"));
        anna.put(clock, ANNA, "default/#6e46dd10defc9b56c29a6ec56b508c21", bytes("{}"));
        ObservedRemoveMap ben = anna.copy();
        millis += 1_234;
        anna.put(
                clock,
                ANNA,
                "default/plan",
                bytes(
                        "{\"id\":\"plan\",\"text\":\"by Anna\",\"timestamp\":\"2023-01-01T00:00:00Z\"}"));
        ben.put(clock, BEN, "default/plan", bytes("{\"id\":\"plan\",\"text\":\"by Ben\"}"));
        ben.remove(clock, BEN, "default/gone");
        ben.put(
                clock,
                BEN,
                "a%2Fb%25/%23\u00e4\ud83d\udc18\"\n",
                bytes(
                        "{\"namespace\":\"a/b%\",\"id\":\"#\u00e4\ud83d\udc18\\\"\\n\","
                                + "\"lone\":\"\\ud83d\",\"nul\":\"\\u0000\u007f\u2028\","
                                + "\"numbers\":[1.0,-0,1E+2,12345678901234567890.5]}"));
        ben.acknowledge(BEN);
        for (String name : List.of("one", "two")) {
            ben.put(
                    clock,
                    OLD,
                    "n/" + name,
                    VersionVector.EMPTY,
                    bytes(
                            "{\"namespace\":\"n\",\"id\":\""
                                    + name
                                    + "\",\"created_at\":1600000000}"));
        }
        anna.joinIn(ben);
        return anna;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
