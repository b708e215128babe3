package io.reducto.memory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.Write;
import io.reducto.memory.entry.Damage;
import io.reducto.memory.entry.PlacedEntry;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of which bytes were lost or changed: each line is what it was, or is put aside. */
@ExtendWith(Seed.Extension.class)
class MemoryFilesFuzzTest {
    private static final int STATES = 100;
    private static final int EDITS = 200;

    @Test
    void aLineIsWhatItWasOrIsPutAside(Seed seed) {
        int damaged = 0;
        for (int i = 0; i < STATES; i++) {
            ObservedRemoveMap state = new RandomStates(seed).history(30).get(0);
            SortedMap<String, byte[]> files = MemoryFiles.render(state);
            Set<Write> writes = new HashSet<>(RandomStates.writes(state));
            for (int edit = 0; edit < EDITS && !files.isEmpty(); edit++) {
                String path = List.copyOf(files.keySet()).get(seed.between(0, files.size()));
                byte[] whole = files.getOrDefault(path, new byte[0]);
                byte[] edited = edited(whole, seed);
                files.put(path, edited);
                MemoryContents read = MemoryFiles.readWithUnified(files);
                assertThat(read.tooNew()).isEmpty();
                assertThat(writes).containsAll(RandomStates.writes(read.state()));
                assertThat(state.join(read.state())).isEqualTo(state);
                accountFor(path, whole, edited, read);
                damaged += read.damages().size();
                files.put(path, whole);
            }
        }
        assertThat(damaged).isGreaterThan(STATES * EDITS / 4);
    }

    /** By lines: one that is not as it was is damage or plain, with its place and its bytes. */
    private static void accountFor(String path, byte[] whole, byte[] edited, MemoryContents read) {
        Set<String> before = new HashSet<>(List.of(latin(whole).split("\n", -1)));
        Set<Integer> plain = new HashSet<>();
        for (PlacedEntry entry : read.plain().getOrDefault(path, List.of())) {
            plain.add(entry.place().offset());
        }
        Set<String> damaged = new HashSet<>();
        for (Damage damage : read.damages()) {
            assertThat(damage.place().source()).isEqualTo(path);
            damaged.add(damage.place().offset() + " " + latin(damage.bytes()));
        }
        int accounted = 0;
        int offset = 0;
        for (String line : latin(edited).split("\n", -1)) {
            boolean isDamage = damaged.contains(offset + " " + line);
            boolean isPlain = plain.contains(offset);
            boolean isWhite = line.replaceAll("[ \r\t]", "").isEmpty();
            assertThat(before.contains(line) || isDamage || isPlain || isWhite).isTrue();
            assertThat(isDamage && isPlain).isFalse();
            accounted += isDamage || isPlain ? 1 : 0;
            offset += line.length() + 1;
        }
        assertThat(accounted).isEqualTo(damaged.size() + plain.size());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] edited(byte[] whole, Seed seed) {
        byte[] bytes = whole.clone();
        switch (seed.between(0, 5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, seed.between(0, bytes.length));
            }
            case 1 -> {
                return Arrays.copyOfRange(bytes, seed.between(0, bytes.length), bytes.length);
            }
            case 2 -> bytes[seed.between(0, bytes.length)] ^= (byte) (1 << seed.between(0, 8));
            case 3 -> bytes[seed.between(0, bytes.length)] = (byte) seed.between(0, 256);
            default -> {
                return pasted(bytes, seed);
            }
        }
        return bytes;
    }

    private static byte[] pasted(byte[] bytes, Seed seed) {
        int from = seed.between(0, bytes.length);
        int to = Math.min(bytes.length, from + seed.between(0, 60));
        int at = seed.between(0, bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.write(bytes, from, to - from);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }
}
