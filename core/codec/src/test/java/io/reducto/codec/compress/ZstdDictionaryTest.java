package io.reducto.codec.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class ZstdDictionaryTest {
    private static final byte[] NONE = new byte[0];
    private static final int BYTES = 8 << 10;

    @Test
    void shortInputsGetSmallerAndComeBack(Seed seed) {
        byte[] raw = record(seed, 1);
        for (boolean isTrained : new boolean[] {true, false}) {
            try (ZstdDictionary dictionary = dictionary(seed, isTrained);
                    ZstdDecompressor decompressor = new ZstdDecompressor()) {
                decompressor.dictionary(dictionary);
                for (int level = 1; level <= 22; level++) {
                    try (ZstdCompressor compressor =
                            new ZstdCompressor(CompressionProfile.ofLevel(level))) {
                        int without = compress(compressor, raw).length;
                        compressor.dictionary(dictionary);
                        byte[] frame = compress(compressor, raw);
                        assertThat(frame.length).isLessThan(without * 2 / 3);
                        assertThat(decompress(decompressor, frame, raw.length)).isEqualTo(raw);
                    }
                }
            }
        }
    }

    @Test
    void theWrongDictionaryIsSaidAndNoBytesAreReturned(Seed seed) {
        byte[] raw = record(seed, 1);
        for (boolean isTrained : new boolean[] {true, false}) {
            try (ZstdDictionary right = dictionary(seed, isTrained);
                    ZstdDictionary otherTrained = dictionary(seed, true);
                    ZstdDictionary otherRaw = dictionary(seed, false);
                    ZstdDecompressor decompressor = new ZstdDecompressor()) {
                byte[] frame = compress(right, raw);
                String said = isTrained ? "expects dictionary " + right.id() : "zstd frame";
                refuses(decompressor, frame, raw.length, said);
                decompressor.dictionary(otherTrained);
                refuses(decompressor, frame, raw.length, said);
                refuses(decompressor, frame, raw.length, "dictionary " + otherTrained.id());
                decompressor.dictionary(otherRaw);
                refuses(decompressor, frame, raw.length, said);
                refuses(decompressor, frame, raw.length, "dictionary of 8192 raw bytes");
                decompressor.prefix(right.bytes());
                if (isTrained) {
                    refuses(decompressor, frame, raw.length, "given no dictionary");
                }
                decompressor.dictionary(right);
                assertThat(decompress(decompressor, frame, raw.length)).isEqualTo(raw);
            }
        }
    }

    @Test
    void oneContextGoesFromOneToTheOther(Seed seed) {
        byte[] prefix = seed.bytes(5000);
        byte[] raw = record(seed, 1);
        try (ZstdDictionary first = dictionary(seed, true);
                ZstdDictionary second = dictionary(seed, true);
                ZstdDictionary content = dictionary(seed, false);
                ZstdCompressor compressor = new ZstdCompressor(CompressionProfile.BALANCED);
                ZstdDecompressor decompressor = new ZstdDecompressor()) {
            byte[] plain = compress(compressor, raw);
            List<ZstdDictionary> all = List.of(first, second, content);
            for (int round = 0; round < 100; round++) {
                int choice = seed.between(0, 5);
                if (choice < all.size()) {
                    compressor.dictionary(all.get(choice));
                    decompressor.dictionary(all.get(choice));
                } else {
                    byte[] reference = choice == 3 ? prefix : NONE;
                    compressor.prefix(reference);
                    decompressor.prefix(reference);
                }
                byte[] frame = compress(compressor, raw);
                if (choice < all.size()) {
                    assertThat(frame.length).isLessThan(plain.length * 2 / 3);
                } else if (choice == 4) {
                    assertThat(frame).isEqualTo(plain);
                }
                assertThat(decompress(decompressor, frame, raw.length)).isEqualTo(raw);
                if (choice != 3) {
                    assertThat(decompress(decompressor, plain, raw.length)).isEqualTo(raw);
                }
            }
        }
    }

    @Test
    void rawContentIsThatWhateverItBeginsWith(Seed seed) {
        byte[] bytes = ZstdDictionary.train(records(seed), BYTES).orElseThrow();
        byte[] raw = Arrays.copyOf(bytes, 4000);
        try (ZstdDictionary dictionary = ZstdDictionary.rawContent(bytes);
                ZstdDecompressor decompressor = new ZstdDecompressor()) {
            assertThat(dictionary.id()).isEqualTo(ZstdDictionary.NO_ID);
            byte[] frame = compress(dictionary, raw);
            assertThat(frame.length).isLessThan(50);
            decompressor.dictionary(dictionary);
            assertThat(decompress(decompressor, frame, raw.length)).isEqualTo(raw);
        }
    }

    @Test
    void bytesThatAreNoDictionaryAreRefused(Seed seed) {
        byte[] bytes = ZstdDictionary.train(records(seed), BYTES).orElseThrow();
        for (byte[] wrong :
                List.of(seed.bytes(1000), Arrays.copyOf(bytes, 7), new byte[8], new byte[1])) {
            assertThatThrownBy(() -> ZstdDictionary.trained(wrong))
                    .isInstanceOf(DataException.WrongFormat.class)
                    .hasMessageContaining("found none");
        }
        for (int length : new int[] {8, 9, 50, 100}) {
            assertThatThrownBy(() -> ZstdDictionary.trained(Arrays.copyOf(bytes, length)))
                    .isInstanceOf(DataException.Malformed.class);
        }
        for (byte[] wrong : List.of(NONE, new byte[ZstdDictionary.BYTES_MAX + 1])) {
            assertThatThrownBy(() -> ZstdDictionary.rawContent(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Most changes give another dictionary, which works with itself; the others are noticed. */
    @Test
    void hostileBytesAreADictionaryOrBadData(Seed seed) {
        byte[] bytes = ZstdDictionary.train(records(seed), BYTES).orElseThrow();
        byte[] raw = record(seed, 1);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] changed = Arrays.copyOf(bytes, seed.between(8, bytes.length + 1));
            for (int i = seed.between(1, 4); i > 0; i--) {
                changed[seed.between(0, Math.min(changed.length, 200))] ^=
                        (byte) seed.between(1, 256);
            }
            try (ZstdDictionary dictionary = ZstdDictionary.trained(changed);
                    ZstdDecompressor decompressor = new ZstdDecompressor()) {
                byte[] frame = compress(dictionary, raw);
                decompressor.dictionary(dictionary);
                assertThat(decompress(decompressor, frame, raw.length)).isEqualTo(raw);
            } catch (DataException.Malformed | DataException.WrongFormat e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 999);
    }

    @Test
    void brokenFramesAreBadDataWithADictionaryToo(Seed seed) {
        byte[] raw = record(seed, 1);
        try (ZstdDictionary dictionary = dictionary(seed, true);
                ZstdDecompressor decompressor = new ZstdDecompressor()) {
            byte[] frame = compress(dictionary, raw);
            decompressor.dictionary(dictionary);
            for (int cut = 0; cut < frame.length; cut++) {
                byte[] part = Arrays.copyOf(frame, cut);
                assertThatThrownBy(() -> decompress(decompressor, part, raw.length))
                        .isInstanceOf(DataException.class);
            }
        }
    }

    @Test
    void nothingToLearnFromIsNoDictionary() {
        assertThat(ZstdDictionary.train(List.of(), BYTES)).isEmpty();
        assertThat(ZstdDictionary.train(List.of(new byte[] {1, 2, 3}), BYTES)).isEmpty();
    }

    @Test
    void aDictionaryIsClosedAfterThoseWhoUseIt(Seed seed) {
        byte[] raw = record(seed, 1);
        ZstdDictionary dictionary = dictionary(seed, true);
        ZstdCompressor compressor = new ZstdCompressor(CompressionProfile.FAST);
        ZstdDecompressor decompressor = new ZstdDecompressor();
        compressor.dictionary(dictionary);
        decompressor.dictionary(dictionary);
        byte[] frame = compress(compressor, raw);
        assertThatThrownBy(dictionary::close).isInstanceOf(IllegalStateException.class);
        assertThat(decompress(decompressor, frame, raw.length)).isEqualTo(raw);
        compressor.noPrefix();
        decompressor.prefix(NONE);
        dictionary.close();
        assertThatThrownBy(() -> compressor.dictionary(dictionary))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> decompressor.dictionary(dictionary))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        compressor.close();
        decompressor.close();
    }

    private static void refuses(
            ZstdDecompressor decompressor, byte[] frame, int length, String words) {
        assertThatThrownBy(() -> decompress(decompressor, frame, length))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("test")
                .hasMessageContaining(words);
    }

    /** Another one with each call: its records are of a tenant of its own. */
    private static ZstdDictionary dictionary(Seed seed, boolean isTrained) {
        List<byte[]> records = records(seed);
        if (isTrained) {
            return ZstdDictionary.trained(ZstdDictionary.train(records, BYTES).orElseThrow());
        }
        StringBuilder all = new StringBuilder();
        records.forEach(each -> all.append(new String(each, StandardCharsets.UTF_8)));
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        return ZstdDictionary.rawContent(
                Arrays.copyOfRange(bytes, bytes.length - BYTES, bytes.length));
    }

    private static List<byte[]> records(Seed seed) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            records.add(record(seed, i));
        }
        return records;
    }

    private static byte[] record(Seed seed, int number) {
        return """
                {"number": %d, "kind": "measurement", "unit": "kilometres per hour", "value": %d, \
                "station": {"name": "station-%d", "country": "Iceland", "altitude": %d}, "flags": []}
                """
                .formatted(
                        number, seed.between(0, 1000), seed.between(0, 100), seed.between(0, 2000))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compress(ZstdDictionary dictionary, byte[] raw) {
        try (ZstdCompressor compressor = new ZstdCompressor(CompressionProfile.BALANCED)) {
            compressor.dictionary(dictionary);
            return compress(compressor, raw);
        }
    }

    private static byte[] compress(ZstdCompressor compressor, byte[] raw) {
        byte[] out = new byte[ZstdCompressor.bound(raw.length)];
        return Arrays.copyOf(out, compressor.compress(raw, 0, raw.length, out, 0));
    }

    private static byte[] decompress(ZstdDecompressor decompressor, byte[] frame, int length) {
        byte[] out = new byte[length];
        decompressor.decompress(
                new ZstdDecompressor.Frame("test", 0, frame, 0, frame.length), out, length);
        return out;
    }
}
