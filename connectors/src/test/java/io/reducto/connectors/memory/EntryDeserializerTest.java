package io.reducto.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.Dot;
import io.reducto.crdt.HybridTime;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Register;
import io.reducto.crdt.ReplicaId;
import io.reducto.crdt.VersionVector;
import io.reducto.crdt.Write;
import io.reducto.memory.file.MemoryFiles;
import io.reducto.memory.secret.SecretPolicy;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class EntryDeserializerTest {
    private static final String TOPIC_ID = "00112233445566ff";
    private static final String TOKEN = "glpat-" + "k9Xq2LmZ7v" + "Tr4Wb8Nc1P";

    private final EntryDeserializer refusing = new EntryDeserializer(TOPIC_ID, SecretPolicy.REFUSE);

    @Test
    void linesOfFilesAreWhatTheyAre() {
        Write write =
                Write.ofValue(
                        "default/a",
                        new Dot(new ReplicaId("laptop"), 3),
                        new HybridTime(17, 0),
                        VersionVector.EMPTY,
                        "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8));
        ObservedRemoveMap state =
                ObservedRemoveMap.of(
                        List.of(write),
                        Map.of(new ReplicaId("laptop"), VersionVector.EMPTY),
                        Set.of(new ReplicaId("gone")),
                        VersionVector.EMPTY);
        ObservedRemoveMap read = new ObservedRemoveMap();
        MemoryFiles.render(state)
                .forEach(
                        (path, file) -> {
                            if (!path.equals(MemoryFiles.UNIFIED)) {
                                new String(file, StandardCharsets.UTF_8)
                                        .lines()
                                        .forEach(line -> read.joinIn(part(line, 5, "x")));
                            }
                        });
        assertThat(read).isEqualTo(state);
    }

    @Test
    void anEntryBecomesTheSameWriteWheneverItIsRead() {
        ObservedRemoveMap first = part("{ \"id\": \"a\", \"n\": 1 }", 0, "Laptop 1");
        ObservedRemoveMap later = part("{\"id\":\"a\",\"n\":2}\n", 7, "Laptop 1");
        ReplicaId replica = new ReplicaId("laptop-1." + TOPIC_ID + "-2");
        Write write = first.registers().iterator().next().writes().get(0);
        assertThat(write.dot()).isEqualTo(new Dot(replica, 1));
        assertThat(write.key()).isEqualTo("default/a");
        assertThat(write.time()).isEqualTo(new HybridTime(1_000, 0));
        assertThat(first.retired()).containsExactly(replica);
        assertThat(part("{ \"id\": \"a\", \"n\": 1 }", 0, "Laptop 1")).isEqualTo(first);

        Register both = later.join(first).registers().iterator().next();
        assertThat(both.maximal()).hasSize(1);
        assertThat(text(both)).contains("{\"id\":\"a\",\"n\":2}");
        ObservedRemoveMap others = part("{\"id\":\"a\",\"n\":3}", 8, "desk");
        assertThat(later.join(others).registers().iterator().next().maximal()).hasSize(2);
    }

    /** Whatever lies between them: the first message of a partition, neighbours, others. */
    @Test
    void eachVersionOfASourceReplacesAllBeforeIt() {
        ObservedRemoveMap all = new ObservedRemoveMap();
        for (long offset : new long[] {0, 1, 5, 6, 900}) {
            String text = "{\"id\":\"a\",\"n\":%d}".formatted(offset);
            all.joinIn(part(text, offset, "laptop"));
            Register register = all.register("default/a").orElseThrow();
            assertThat(register.maximal()).hasSize(1);
            assertThat(text(register)).contains(text);
        }
    }

    /** What it says depends on the message alone, and is never of a message that is to come. */
    @Test
    void aSourceSaysNowAndThenThatItHasWrittenAllItsDots() {
        ReplicaId replica = new ReplicaId("laptop." + TOPIC_ID + "-2");
        for (long offset : new long[] {0, 1, 1_023}) {
            assertThat(part("{\"id\":\"a\"}", offset, "laptop").acknowledgements()).isEmpty();
        }
        for (long offset : new long[] {1_024, 1_025, 2_047}) {
            assertThat(part("{\"id\":\"a\"}", offset, "laptop").acknowledgements())
                    .isEqualTo(Map.of(replica, VersionVector.of(Map.of(replica, 1_024L))));
        }
    }

    /** Offsets of one source have holes: others have messages between, and some are refused. */
    @Test
    void historyOfSourcesGoesWhenMachinesHaveSeenIt(Seed seed) {
        ReplicaId machine = new ReplicaId("machine");
        ObservedRemoveMap told = new ObservedRemoveMap();
        ObservedRemoveMap untrimmed = new ObservedRemoveMap();
        for (long offset = 0; offset < 6_000; offset += seed.between(1, 4)) {
            String entry = "{\"id\":\"%d\",\"n\":%d}".formatted(seed.between(0, 3), offset);
            ObservedRemoveMap part = part(entry, offset, "source" + seed.between(0, 2));
            told.joinIn(part);
            untrimmed.joinIn(ObservedRemoveMap.of(writes(part)));
        }
        assertThat(writes(told)).hasSizeGreaterThan(1_900);
        told.acknowledge(machine);
        told.advanceFrontier();
        assertThat(writes(told)).hasSizeLessThan(1_024);
        for (Register register : untrimmed.registers()) {
            assertThat(told.register(register.key()).orElseThrow().maximal())
                    .isEqualTo(register.maximal());
        }
        assertThat(told.join(untrimmed)).as("everything read again").isEqualTo(told);
    }

    private static List<Write> writes(ObservedRemoveMap state) {
        return state.registers().stream().flatMap(register -> register.writes().stream()).toList();
    }

    /** A producer may send none (-1), or nonsense. */
    @Test
    void noTimeMakesItThrow() {
        for (long millis : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            byte[] entry = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
            assertThat(refusing.read(message(entry, 5, "x", millis)))
                    .isInstanceOf(Arrived.Part.class);
        }
    }

    @Test
    void whatCannotBeTakenIsToldWithItsPlaceAndBytes() {
        assertThat(refusal("{\"id\":", 5))
                .contains("\"place\":\"topic memory-entries, partition 2, offset 5\"")
                .contains("\"bytes\":\"eyJpZCI6\"");
        assertThat(refusal("[1]", 5)).contains("\"reason\":");
        assertThat(refusal(null, 5)).contains("removes nothing");
        assertThat(refusal("x".repeat(600_000), 5)).contains("\"length\":600000");
    }

    @Test
    void anEntryWithASecretIsToldWithoutItOrMasked() {
        String entry = "{\"id\":\"a\",\"text\":\"use %s\"}".formatted(TOKEN);
        assertThat(refusal(entry, 5)).contains("a secret").doesNotContain(TOKEN);
        Arrived masked =
                new EntryDeserializer(TOPIC_ID, SecretPolicy.MASK).read(message(entry, 5, "x"));
        assertThat(((Arrived.Part) masked).state().registers()).hasSize(1);
        assertThat(((Arrived.Part) masked).state().toString()).doesNotContain(TOKEN);
    }

    @Test
    void noBytesMakeItThrow(Seed seed) {
        byte[] line =
                "{\"id\":\"a\",\"_reducto\":{\"v\":1,\"key\":\"default/a\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] edited = line.clone();
            for (int j = seed.between(1, 4); j > 0; j--) {
                edited[seed.between(0, edited.length)] = (byte) seed.between(0, 256);
            }
            assertThat(refusing.read(message(edited, i, "x"))).isNotNull();
        }
    }

    private static Optional<String> text(Register register) {
        return register.visible()
                .flatMap(Write::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private ObservedRemoveMap part(String value, long offset, String source) {
        return ((Arrived.Part) refusing.read(message(value, offset, source))).state();
    }

    private String refusal(@Nullable String value, long offset) {
        Arrived arrived = refusing.read(message(value, offset, "x"));
        return new String(((Arrived.Refused) arrived).notice(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> message(
            @Nullable String value, long offset, String source) {
        return message(
                value == null ? null : value.getBytes(StandardCharsets.UTF_8), offset, source);
    }

    private static ConsumerRecord<byte[], byte[]> message(
            byte @Nullable [] value, long offset, String source) {
        return message(value, offset, source, 1_000);
    }

    private static ConsumerRecord<byte[], byte[]> message(
            byte @Nullable [] value, long offset, String source, long millis) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EntryDeserializer.SOURCE, source.getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>(
                "memory-entries",
                2,
                offset,
                millis,
                TimestampType.CREATE_TIME,
                0,
                value == null ? 0 : value.length,
                new byte[0],
                value,
                headers,
                Optional.empty());
    }
}
