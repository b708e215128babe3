package io.reducto.memory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.PlacedEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that carry a right checksum and are still not what a writer would write. */
class LineDecoderTest {
    private static final String PATH = "hosts/a.jsonl";
    private static final String WRITE = "\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"_reducto\":{" + WRITE,
                "{\"_reducto\":{" + WRITE,
                "{\"_reducto\":{" + WRITE + ",\"removed\":true",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5.65535\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@1 b@9223372036854775807\"",
                "{\"_reducto\":{" + WRITE + ",\"origins\":{\"k\":\"a@2\",\"l\":\"b@1\"}",
                "{\"_reducto\":{" + WRITE + ",\"concurrent\":2",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"retired\":true",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"acknowledged\":\"\"",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"acknowledged\":\"b@1\",\"frontier\":7",
            })
    void linesAsTheyAreWrittenAreTaken(String line) {
        MemoryContents read = read(signed(line) + "\n");
        assertThat(read.damages()).isEmpty();
        assertThat(read.state()).isNotEqualTo(new ObservedRemoveMap());
        assertThat(read(signed(line)).state()).isEqualTo(read.state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 1,\"_reducto\":{" + WRITE,
                "{\"\\u0061\":1,\"_reducto\":{" + WRITE,
                "{ \"_reducto\":{" + WRITE,
                "{\"_reducto\":{" + WRITE + ",\"removed\":false",
                "{\"_reducto\":{" + WRITE + ",\"removed\":1",
                "{\"id\":1,\"_reducto\":{" + WRITE + ",\"removed\":true",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@2\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@3\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"b@1 a@1\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@1 a@1\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@1  b@1\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@1 \"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@01\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@+1\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@0\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"a@9223372036854775808\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":\"A@1\"",
                "{\"_reducto\":{" + WRITE + ",\"seen\":[]",
                "{\"_reducto\":{" + WRITE + ",\"more\":1",
                "{\"_reducto\":{" + WRITE + ",\"concurrent\":0",
                "{\"_reducto\":{" + WRITE + ",\"concurrent\":-1",
                "{\"_reducto\":{" + WRITE + ",\"concurrent\":1.0",
                "{\"_reducto\":{" + WRITE + ",\"concurrent\":4294967297",
                "{\"_reducto\":{" + WRITE + ",\"removed\":true,\"concurrent\":1",
                "{\"_reducto\":{" + WRITE + ",\"origins\":{}",
                "{\"_reducto\":{" + WRITE + ",\"origins\":{\"k\":\"a@2\"}",
                "{\"_reducto\":{" + WRITE + ",\"origins\":{\"l\":\"a@2\",\"k\":\"a@2\"}",
                "{\"_reducto\":{" + WRITE + ",\"origins\":{\"k\":\"a@3\",\"l\":\"a@2\"}",
                "{\"_reducto\":{"
                        + WRITE
                        + ",\"origins\":{\"k\":\"a@2\",\"m\":\"a@2\",\"l\":\"a@2\"}",
                "{\"_reducto\":{" + WRITE + ",\"origins\":{\"j\":\"a@2\",\"k\":\"a@2\"}",
                "{\"_reducto\":{" + WRITE + ",\"origins\":{\"k\":\"a@2\",\"l\":1}",
                "{\"_reducto\":{" + WRITE + ",\"origins\":[]",
                "{\"_reducto\":{" + WRITE + ",\"key\":\"k\"",
                "{\"_reducto\":{\"key\":\"k\",\"v\":1,\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1.0,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":0,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":-1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":\"1\",\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"\",\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"\\ud800\",\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1,\"key\":7,\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":5",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"05\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5.0\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5.\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5.65536\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"5.4294967296\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"-5\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"140737488355328\"",
                "{\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@2\",\"time\":\"\u0665\"",
                "{\"_reducto\":{\"v\":1,\"write\":\"a@2\",\"time\":\"5\"",
                "{\"_reducto\":{\"v\":1",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\"",
                "{\"_reducto\":{\"v\":1,\"replica\":\"A\",\"retired\":true",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"retired\":false",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"frontier\":0",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"frontier\":-1",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"frontier\":01",
                "{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"retired\":true,\"frontier\":1",
                "{\"id\":1,\"_reducto\":{\"v\":1,\"replica\":\"a\",\"retired\":true",
                "{\"_reducto\":{" + WRITE + "},\"a\":{\"b\":1",
                "{\"_reducto\":1,\"a\":{\"b\":1",
                "{\"_reducto\":{" + WRITE + "},\"_reducto\":{" + WRITE
            })
    void otherLinesAreDamage(String line) {
        String signed = signed(line);
        MemoryContents read = read(signed + "\n{\"plain\":1}\n");
        assertThat(read.damages()).hasSize(1);
        Damage damage = read.damages().get(0);
        assertThat(new String(damage.bytes(), StandardCharsets.UTF_8)).isEqualTo(signed);
        assertThat(damage.reason()).isNotEqualTo("the checksum is wrong");
        assertThat(read.state()).isEqualTo(new ObservedRemoveMap());
        assertThat(read.plain().get(PATH)).hasSize(1);
    }

    @Test
    void theChecksumGuardsEveryByte() {
        String line = signed("{\"id\":1,\"_reducto\":{" + WRITE);
        for (String changed :
                List.of(
                        line.replace("\"id\":1", "\"id\":2"),
                        line.replace("\"v\":1", "\"v\":3"),
                        line.replace("a@2", "a@1"),
                        line + "\r")) {
            MemoryContents read = read(changed + "\n");
            assertThat(read.damages()).hasSize(1);
            assertThat(read.damages().get(0).reason()).isEqualTo("the checksum is wrong");
            assertThat(read.tooNew()).isEmpty();
        }
    }

    @Test
    void aFileOfANewerReleaseIsLeftAlone() {
        String newer = signed("{\"_reducto\":{\"v\":2,\"anything\":[]");
        String older = signed("{\"id\":1,\"_reducto\":{" + WRITE);
        for (String path : List.of(PATH, MemoryFiles.REPLICAS, MemoryFiles.UNIFIED)) {
            byte[] bytes =
                    (older + "\nbroken\n{}\n" + newer + "\n").getBytes(StandardCharsets.UTF_8);
            MemoryContents read = MemoryFiles.readWithUnified(Map.of(path, bytes));
            assertThat(read.tooNew()).containsExactly(path);
            assertThat(read.damages()).isEmpty();
            assertThat(read.plain()).isEmpty();
            assertThat(read.state()).isEqualTo(new ObservedRemoveMap());
            MergedFile merged = FileMerge.merge(path, new byte[0], new byte[0], bytes);
            assertThat(merged.isTooNew()).isTrue();
            assertThat(merged.bytes()).isEmpty();
            assertThat(FileMerge.merge(path, new byte[0], bytes, new byte[0]).bytes())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void aLineCountsWhereverItStands() {
        String write = signed("{\"id\":1,\"_reducto\":{" + WRITE) + "\n";
        byte[] bytes = write.getBytes(StandardCharsets.UTF_8);
        ObservedRemoveMap state = read(write).state();
        for (String path :
                List.of("hosts/other.jsonl", "hosts/UPPER.jsonl", "replicas.jsonl", "x.jsonl")) {
            assertThat(MemoryFiles.read(Map.of(path, bytes)).state()).isEqualTo(state);
        }
        Map<String, byte[]> unified = Map.of(MemoryFiles.UNIFIED, bytes);
        assertThat(MemoryFiles.read(unified).state()).isEqualTo(new ObservedRemoveMap());
        assertThat(MemoryFiles.readWithUnified(unified).state()).isEqualTo(state);
        byte[] retired =
                signed("{\"_reducto\":{\"v\":1,\"replica\":\"a\",\"retired\":true")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(MemoryFiles.read(Map.of(MemoryFiles.UNIFIED, retired)).state().retired())
                .hasSize(1);
        for (String path : List.of("x.json", "hosts/a/b.jsonl", "other/a.jsonl", "hosts", "")) {
            assertThat(MemoryFiles.isMemory(path)).isFalse();
            assertThat(MemoryFiles.read(Map.of(path, bytes)).state())
                    .isEqualTo(new ObservedRemoveMap());
        }
    }

    @Test
    void plainLinesAreTakenFromEveryFile() {
        byte[] bytes =
                "\ufeff{ \"id\" : 1 }\r\n\r\n{\"id\":2,\"_reducto\":1}\n"
                        .getBytes(StandardCharsets.UTF_8);
        for (String path : List.of(PATH, MemoryFiles.REPLICAS, MemoryFiles.UNIFIED)) {
            MemoryContents read = MemoryFiles.read(Map.of(path, bytes));
            List<PlacedEntry> plain = read.plain().getOrDefault(path, List.of());
            assertThat(plain).hasSize(1);
            assertThat(plain.get(0).entry().object().text()).isEqualTo("{\"id\":1}");
            assertThat(plain.get(0).place().line()).isEqualTo(1);
            assertThat(read.damages()).hasSize(1);
            assertThat(read.damages().get(0).place().line()).isEqualTo(3);
        }
    }

    @Test
    void longAndDeepLinesAreDamage() {
        String longest = "{\"t\":\"" + "x".repeat((1 << 24) - 8) + "\"";
        String fits = signed(longest + ",\"_reducto\":{" + WRITE);
        String tooLong = signed(longest.replace("\"t\"", "\"tt\"") + ",\"_reducto\":{" + WRITE);
        String deep =
                signed(
                        "{\"a\":"
                                + "[".repeat(100_000)
                                + "]".repeat(100_000)
                                + ",\"_reducto\":{"
                                + WRITE);
        MemoryContents read = read(fits + "\n" + tooLong + "\n" + deep + "\n");
        assertThat(read.state().registers()).hasSize(1);
        assertThat(read.damages())
                .extracting(Damage::reason)
                .containsExactly(
                        "an entry of 16777217 bytes, at most 16777216",
                        "objects and arrays nested deeper than 512");
    }

    private static MemoryContents read(String file) {
        return MemoryFiles.read(Map.of(PATH, file.getBytes(StandardCharsets.UTF_8)));
    }

    /** With the checksum of what is there, right or not. */
    private static String signed(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return line + new String(Checksum.endOf(bytes, 0, bytes.length), StandardCharsets.US_ASCII);
    }
}
