package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.envelope.EnvelopeFormat;
import io.reducto.codec.pack.PackLayout;
import io.reducto.codec.pack.PackTrailer;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs in real packs: what is written is found, what is damaged is noticed. */
@ExtendWith(Seed.Extension.class)
class PackedRunTest {
    private static final PackLayout SMALL_PACKS = new PackLayout(64 << 10, 16 << 10);
    private static final RunLayout SMALL_PAGES = new RunLayout(2048);

    @ParameterizedTest
    @EnumSource
    void aRunOfManyPacksIsReadBack(RunKind kind, Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, kind, 5000);
        try (PackedPages packs = new PackedPages(SMALL_PACKS)) {
            RunReader run = write(packs, kind, entries);
            assertThat(run.packs()).hasSizeGreaterThan(1).hasSize(packs.files().size() - 1);
            assertThat(RunProperties.entries(run.scan(KeyRange.ALL)))
                    .isEqualTo(RunProperties.entries(entries));
            for (int i = 0; i < 100; i++) {
                Slice key = RandomEntries.key(seed, kind);
                assertThat(run.find(key)).isEqualTo(Optional.ofNullable(entries.get(key)));
            }
        }
    }

    @Test
    void aSmallRunSharesTheOnePackOfItsEpoch(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.INDEX, 100);
        try (PackedPages packs = new PackedPages(PackLayout.DEFAULT)) {
            RunReader run = write(packs, RunKind.INDEX, entries);
            assertThat(run.packs()).isEmpty();
            assertThat(packs.files()).hasSize(1);
            assertThat(run.last().key()).isEqualTo(entries.lastKey());
        }
    }

    /** A block of its own per page: what is damaged is asked for, or not at all. */
    @Test
    void everyFlippedBitOfAPackIsNoticed(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.STRIPES, 300);
        List<Slice> keys = List.copyOf(entries.keySet());
        try (PackedPages packs = new PackedPages(new PackLayout(1 << 20, 1))) {
            write(packs, RunKind.STRIPES, entries);
            byte[] file = packs.files().get(0);
            int chunk = PackTrailer.read("pack", file).block(0).storedLength();
            for (int i = 0; i < 400; i++) {
                int bit = seed.between(8 * (EnvelopeFormat.HEADER_BYTES + chunk), 8 * file.length);
                file[bit >> 3] ^= (byte) (1 << (bit & 7));
                assertThatThrownBy(() -> packs.open().find(keys, (ordinal, value) -> {}))
                        .as("bit %d", bit)
                        .isInstanceOf(DataException.class);
                file[bit >> 3] ^= (byte) (1 << (bit & 7));
            }
            packs.open().find(keys, (ordinal, value) -> {});
        }
    }

    /** A page that does not have the id of its entry, in a block whose CRC is right. */
    @Test
    void aPageWithAnotherDigestIsCorrupt(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.INDEX, 20);
        try (PackedPages packs = new PackedPages(PackLayout.DEFAULT)) {
            packs.changePagesBeforeTheyAreStored();
            assertThatThrownBy(() -> write(packs, RunKind.INDEX, entries))
                    .isInstanceOf(DataException.Corrupt.class)
                    .hasMessageContaining("entry 1: corrupt: expected id");
        }
    }

    @Test
    void anEntryOfAnotherKindIsNoPage(Seed seed) throws IOException {
        NavigableMap<Slice, Slice> entries = RandomEntries.of(seed, RunKind.INDEX, 20);
        try (PackedPages packs = new PackedPages(PackLayout.DEFAULT)) {
            write(packs, RunKind.INDEX, entries);
            assertThatThrownBy(() -> packs.read(new PageReference(0, 0), packs.stripe(0)))
                    .isInstanceOf(DataException.Malformed.class)
                    .hasMessageContaining("no page at entry 0");
        }
    }

    private static RunReader write(PackedPages packs, RunKind kind, Map<Slice, Slice> entries)
            throws IOException {
        RunWriter writer = new RunWriter(kind, packs, SMALL_PAGES);
        for (Map.Entry<Slice, Slice> entry : entries.entrySet()) {
            writer.add(entry.getKey(), entry.getValue());
        }
        return packs.open(writer.finish());
    }
}
