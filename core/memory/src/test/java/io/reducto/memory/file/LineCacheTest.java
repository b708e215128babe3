package io.reducto.memory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.memory.entry.Lines;
import io.reducto.memory.entry.Place;
import io.reducto.memory.json.JsonFault;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways to read a line that cost less give what the whole way gives. */
@ExtendWith(Seed.Extension.class)
class LineCacheTest {
    private static final int STATES = 60;
    private static final int EDITS = 200;
    private static final int CRC_DIGITS = 8;

    @Test
    void linesOfOneChecksumAreApart() {
        Map<String, String> byChecksum = new HashMap<>();
        @Nullable String other = null;
        String line = "";
        for (int i = 0; other == null; i++) {
            line =
                    signed(
                            "{\"id\":"
                                    + i
                                    + ",\"_reducto\":{\"v\":1,\"key\":\"k\",\"write\":\"a@"
                                    + (i + 1)
                                    + "\",\"time\":\"5\"");
            String crc = line.substring(line.length() - CRC_DIGITS - 3);
            other = byChecksum.put(crc, line);
        }
        byte[] file = (line + "\n" + other + "\n" + line).getBytes(StandardCharsets.UTF_8);
        ObservedRemoveMap state = MemoryFiles.read(Map.of("hosts/a.jsonl", file)).state();
        assertThat(RandomStates.writes(state)).hasSize(2);
    }

    @Test
    void aLineIsReadAsIfItWereCopied(Seed seed) {
        LineDecoder quick = new LineDecoder();
        LineDecoder whole = new LineDecoder();
        int taken = 0;
        for (int i = 0; i < STATES; i++) {
            ObservedRemoveMap state = new RandomStates(seed).history(30).get(0);
            SortedMap<String, byte[]> files = MemoryFiles.render(state);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                for (int edit = 0; edit < EDITS; edit++) {
                    String[] lines =
                            new String(file.getValue(), StandardCharsets.ISO_8859_1)
                                    .split("\n", -1);
                    byte[] line = edited(lines[seed.between(0, lines.length - 1)], seed);
                    String found = read(line, quick::decode);
                    assertThat(found).isEqualTo(read(line, whole::any));
                    taken += found.startsWith("OfWrite") ? 1 : 0;
                }
            }
        }
        assertThat(taken).isGreaterThan(STATES * EDITS / 10);
    }

    private interface Way {
        MemoryLine decode(Lines.Line line) throws JsonFault;
    }

    private static String read(byte[] line, Way way) {
        try {
            MemoryLine read =
                    way.decode(new Lines.Line(new Place("x", 0, 1), line, 0, line.length));
            return read instanceof MemoryLine.OfWrite of
                    ? of + Arrays.toString(of.write().value().orElse(new byte[0]))
                    : read.toString();
        } catch (JsonFault fault) {
            return fault.reason();
        }
    }

    /** Half of them with a right checksum. */
    private static byte[] edited(String line, Seed seed) {
        int crcFrom = line.length() - CRC_DIGITS - ",\"crc\":\"\"}}".length();
        StringBuilder text = new StringBuilder(line.substring(0, Math.max(crcFrom, 0)));
        for (int changes = seed.between(0, 3); changes > 0; changes--) {
            int at = seed.between(0, text.length());
            switch (seed.between(0, 3)) {
                case 0 -> text.setCharAt(at, "{}\":,\\019@ .rv".charAt(seed.between(0, 14)));
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, text.substring(seed.between(0, at + 1), at));
            }
        }
        byte[] begin = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (seed.between(0, 2) == 0) {
            return (text + line.substring(Math.max(crcFrom, 0)))
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] end = Checksum.endOf(begin, 0, begin.length);
        byte[] whole = Arrays.copyOf(begin, begin.length + end.length);
        System.arraycopy(end, 0, whole, begin.length, end.length);
        return whole;
    }

    private static String signed(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return line + new String(Checksum.endOf(bytes, 0, bytes.length), StandardCharsets.US_ASCII);
    }
}
