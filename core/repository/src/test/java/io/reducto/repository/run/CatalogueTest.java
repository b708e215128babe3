package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.codec.DataException;
import io.reducto.codec.LittleEndian;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class CatalogueTest {
    private static final String[] PARTS = {
        "", "a", "a\0", "a\0b", "ab", "b", "\0", "\0\0", "\1", "é", "\uffff", "\ud83d\ude00", "a/b"
    };

    @Test
    void keysComeBackAndHaveTheOrderOfTheirParts() {
        List<CatalogueKey> keys = new ArrayList<>();
        for (String a : PARTS) {
            for (String b : PARTS) {
                keys.add(new CatalogueKey(a, b, "v"));
                keys.add(new CatalogueKey("d", a, b));
            }
        }
        Comparator<CatalogueKey> byParts =
                Comparator.comparing(CatalogueKey::dataSet, CatalogueTest::byCodePoint)
                        .thenComparing(CatalogueKey::object, CatalogueTest::byCodePoint)
                        .thenComparing(CatalogueKey::version, CatalogueTest::byCodePoint);
        for (CatalogueKey a : keys) {
            assertThat(CatalogueKey.decode(a.encode())).isEqualTo(a);
            for (CatalogueKey b : keys) {
                assertThat(Integer.signum(Catalogue.order(a, b)))
                        .as("%s and %s", a, b)
                        .isEqualTo(Integer.signum(byParts.compare(a, b)));
            }
        }
    }

    @Test
    void namesThatAreNoTextOrTooLongAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CatalogueKey("d", "\ud83d", "v").encode())
                .withMessageContaining("half of a surrogate pair");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CatalogueKey("d", "o".repeat(8192), "v").encode())
                .withMessageContaining("8 KiB or less, found 8200");
    }

    @Test
    void whatIsNoNameIsMalformed() {
        for (byte[] key :
                new byte[][] {
                    {'a', 0, 1, 'b', 0, 1},
                    {'a', 0, 1, 'b', 0, 1, 'c', 0, 1, 'd', 0, 1},
                    {'a', 0, 1, 'b', 0, 1, 'c', 0},
                    {'a', 0, 1, 'b', 0, 1, 'c'},
                    {'a', 0, 2, 'b', 0, 1, 'c', 0, 1},
                    {(byte) 0xc0, 0, 1, 'b', 0, 1, 'c', 0, 1},
                }) {
            assertThatThrownBy(() -> CatalogueKey.decode(Slice.of(key)))
                    .isInstanceOf(DataException.Malformed.class)
                    .hasMessageContaining("catalogue run: key");
        }
    }

    @Test
    void entriesComeBackAndOtherStatesAreTooNew(Seed seed) {
        CatalogueEntry entry = entry(seed, 17, 3, 99);
        assertThat(CatalogueEntry.decode(entry.encode()))
                .usingRecursiveComparison()
                .isEqualTo(entry);
        CatalogueEntry alone = entry(seed, 17, -1, -1);
        assertThat(CatalogueEntry.decode(alone.encode()))
                .usingRecursiveComparison()
                .isEqualTo(alone);
        byte[] deleted = entry.encode().toBytes();
        LittleEndian.putI32(deleted, 84, 1);
        assertThatThrownBy(() -> CatalogueEntry.decode(Slice.of(deleted)))
                .isInstanceOf(DataException.FormatTooNew.class)
                .hasMessageContaining("state 1");
        byte[] negative = entry.encode().toBytes();
        LittleEndian.putI64(negative, 64, -5);
        assertThatThrownBy(() -> CatalogueEntry.decode(Slice.of(negative)))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("length -5");
        assertThatIllegalArgumentException().isThrownBy(() -> entry(seed, 17, 3, -1));
    }

    @Test
    void objectsAndVersionsAreListedAndTheLatestIsFound(Seed seed) throws IOException {
        NavigableMap<CatalogueKey, CatalogueEntry> older = new TreeMap<>(Catalogue::order);
        older.put(new CatalogueKey("d", "o", "1.9"), entry(seed, 0, 0, 5));
        older.put(new CatalogueKey("d", "o", "1.10"), entry(seed, 0, 0, 6));
        older.put(new CatalogueKey("d", "o2", "1"), entry(seed, 0, 0, 7));
        older.put(new CatalogueKey("d2", "o", "1"), entry(seed, 0, 0, 8));
        NavigableMap<CatalogueKey, CatalogueEntry> newer = new TreeMap<>(Catalogue::order);
        newer.put(new CatalogueKey("d", "o", "0.1"), entry(seed, 0, 0, 1));
        newer.put(new CatalogueKey("e", "o", "1"), entry(seed, 0, 0, 2));
        Catalogue catalogue = new Catalogue(List.of(run(newer, 4), run(older, 3)));

        assertThat(names(catalogue.all()))
                .containsExactly("d/o/0.1", "d/o/1.10", "d/o/1.9", "d/o2/1", "d2/o/1", "e/o/1");
        assertThat(names(catalogue.objects("d")))
                .containsExactly("d/o/0.1", "d/o/1.10", "d/o/1.9", "d/o2/1");
        assertThat(names(catalogue.versions("d", "o")))
                .containsExactly("d/o/0.1", "d/o/1.10", "d/o/1.9");
        assertThat(names(catalogue.versions("d", ""))).isEmpty();
        assertThat(catalogue.latest("d", "o").orElseThrow().key().version()).isEqualTo("0.1");
        assertThat(catalogue.latest("x", "o")).isEmpty();
        assertThat(catalogue.find(new CatalogueKey("d", "o", "1.9")).orElseThrow().commit())
                .as("stamped with the number of its commit")
                .isEqualTo(3);

        Catalogue one = new Catalogue(List.of(run(older, 3)));
        assertThat(one.latest("d", "o").orElseThrow().key().version()).isEqualTo("1.10");
    }

    private static StampedRun run(Map<CatalogueKey, CatalogueEntry> versions, long commit)
            throws IOException {
        MemoryPages pages = new MemoryPages();
        RunWriter writer = new RunWriter(RunKind.CATALOGUE, pages, new RunLayout(128));
        for (CatalogueKey key : versions.keySet()) {
            Catalogue.add(writer, key, versions.get(key));
        }
        RunReader run = pages.open(writer.finish(), new PageCache(1 << 20));
        return new StampedRun(run, CatalogueEntry.stamp(commit));
    }

    private static List<String> names(Catalogue.Cursor cursor) throws IOException {
        List<String> names = new ArrayList<>();
        while (cursor.next()) {
            CatalogueKey key = cursor.key();
            names.add(key.dataSet() + "/" + key.object() + "/" + key.version());
        }
        return names;
    }

    private static CatalogueEntry entry(Seed seed, long commit, int partition, long offset) {
        ChunkId recipe = ChunkId.read(seed.bytes(32), 0);
        return new CatalogueEntry(recipe, seed.bytes(32), 1234, commit, partition, offset);
    }

    private static int byCodePoint(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
}
