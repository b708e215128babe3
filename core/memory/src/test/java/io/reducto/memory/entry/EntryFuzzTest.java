package io.reducto.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.json.JsonObjectReader;
import io.reducto.memory.json.RandomJson;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of which bytes were lost or changed: nothing fails, and each byte is accounted for. */
@ExtendWith(Seed.Extension.class)
class EntryFuzzTest {
    private static final int HOSTILE = 20_000;
    private static final String SPECIAL = "{}[]\":,\\\n\r u0\u00ff\u0000";

    @Test
    void everyByteIsTakenOrPutAside(Seed seed) {
        int damaged = 0;
        int taken = 0;
        for (int i = 0; i < HOSTILE; i++) {
            byte[] file = hostile(sample(seed), seed);
            EntryFile read = EntryReader.read("f", file);
            damaged += read.damages().size();
            taken += read.entries().size();
            accountFor(file, read);
        }
        assertThat(damaged).isGreaterThan(HOSTILE / 10);
        assertThat(taken).isGreaterThan(HOSTILE / 10);
    }

    @Test
    void whatIsWholeBeforeACutIsTaken(Seed seed) {
        for (int i = 0; i < 200; i++) {
            byte[] file = sample(seed);
            List<PlacedEntry> all = EntryReader.read("f", file).entries();
            for (int length = 0; length < file.length; length++) {
                EntryFile cut = EntryReader.read("f", Arrays.copyOf(file, length));
                int last = length;
                assertThat(all.subList(0, cut.entries().size()))
                        .extracting(PlacedEntry::place)
                        .isEqualTo(cut.entries().stream().map(PlacedEntry::place).toList());
                long whole = all.stream().filter(e -> end(file, e) <= last).count();
                assertThat(cut.entries()).hasSize((int) whole);
            }
        }
    }

    /** What is neither taken nor damage is white space, a comma or a bracket. */
    static void accountFor(byte[] file, EntryFile read) {
        SortedMap<Integer, Integer> ends = new TreeMap<>();
        for (PlacedEntry entry : read.entries()) {
            assertThat(ends.put(entry.place().offset(), end(file, entry))).isNull();
        }
        for (Damage damage : read.damages()) {
            int from = damage.place().offset();
            int to = from + damage.bytes().length;
            assertThat(Arrays.copyOfRange(file, from, to)).isEqualTo(damage.bytes());
            if (to > from) {
                assertThat(ends.put(from, to)).isNull();
            }
        }
        int at = Lines.textFrom(file);
        for (Map.Entry<Integer, Integer> part : ends.entrySet()) {
            assertThat(part.getKey()).isGreaterThanOrEqualTo(at);
            assertThat(rest(file, at, part.getKey())).isEmpty();
            at = part.getValue();
        }
        assertThat(rest(file, at, file.length)).isEmpty();
    }

    private static int end(byte[] file, PlacedEntry entry) {
        String text =
                new String(
                        file,
                        entry.place().offset(),
                        file.length - entry.place().offset(),
                        StandardCharsets.ISO_8859_1);
        int start = text.indexOf('{');
        try {
            return entry.place().offset()
                    + new JsonObjectReader().readAt(text.toCharArray(), start, text.length()).end();
        } catch (io.reducto.memory.json.JsonFault e) {
            throw new AssertionError(
                    java.util.HexFormat.of().formatHex(file) + " " + entry.place(), e);
        }
    }

    private static String rest(byte[] file, int from, int to) {
        return new String(file, from, to - from, StandardCharsets.ISO_8859_1)
                .replaceAll("[ \\n\\r\\t,\\[\\]]", "");
    }

    static byte[] sample(Seed seed) {
        List<String> texts = new ArrayList<>();
        boolean isArray = seed.between(0, 2) == 0;
        for (int count = seed.between(0, 6); count > 0; count--) {
            RandomJson random = new RandomJson(seed);
            Object fields = random.object(3);
            boolean isMessy = isArray && seed.between(0, 2) == 0;
            texts.add(isMessy ? random.messy(fields) : RandomJson.canonical(fields));
        }
        String text =
                isArray
                        ? "[" + String.join(seed.between(0, 2) == 0 ? ",\n" : ", ", texts) + "]\n"
                        : String.join(seed.between(0, 2) == 0 ? "\n" : "\r\n", texts);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** With bytes lost, put in and changed. */
    public static byte[] hostile(byte[] file, Seed seed) {
        byte[] bytes = file;
        for (int changes = seed.between(1, 4); changes > 0; changes--) {
            int at = seed.between(0, bytes.length + 1);
            int lost =
                    Math.min(
                            seed.between(0, 3) == 0 ? seed.between(1, 20) : seed.between(0, 2),
                            bytes.length - at);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            for (int more = seed.between(0, 3); more > 0; more--) {
                out.write(
                        seed.between(0, 2) == 0
                                ? seed.between(0, 256)
                                : SPECIAL.charAt(seed.between(0, SPECIAL.length())));
            }
            out.write(bytes, at + lost, bytes.length - at - lost);
            bytes = out.toByteArray();
        }
        return bytes;
    }
}
