package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.DataException;
import io.reducto.codec.PackId;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StripeCatalogueTest {
    private static final PackId A = new PackId(1, 1);
    private static final PackId B = new PackId(1, 2);
    private static final PackId C = new PackId(-1, 0);

    @Test
    void theNewestPlacementCountsAndCommitsAreFilledIn() throws IOException {
        MemoryPages newer = new MemoryPages();
        RunWriter writer = new RunWriter(RunKind.STRIPES, newer);
        StripeCatalogue.add(writer, B, new StripeCatalogue.Stripe(5, new byte[] {2, 2}));
        StripeCatalogue.add(writer, C, new StripeCatalogue.Stripe(0, new byte[0]));
        RunReader newest = newer.open(writer.finish(), new PageCache(0));
        MemoryPages older = new MemoryPages();
        writer = new RunWriter(RunKind.STRIPES, older);
        StripeCatalogue.add(writer, A, new StripeCatalogue.Stripe(0, new byte[] {1}));
        StripeCatalogue.add(writer, B, new StripeCatalogue.Stripe(0, new byte[] {2}));
        RunReader oldest = older.open(writer.finish(), new PageCache(0));
        StripeCatalogue stripes =
                new StripeCatalogue(
                        List.of(
                                new StampedRun(newest, StripeCatalogue.stamp(9)),
                                new StampedRun(oldest, StripeCatalogue.stamp(5))));

        assertThat(stripes.find(A).orElseThrow().commit()).isEqualTo(5);
        assertThat(stripes.find(B).orElseThrow().commit()).as("kept").isEqualTo(5);
        assertThat(stripes.find(B).orElseThrow().placement()).containsExactly(2, 2);
        assertThat(stripes.find(C).orElseThrow().commit()).isEqualTo(9);
        assertThat(stripes.find(new PackId(0, 0))).isEmpty();
        StripeCatalogue.Cursor cursor = stripes.scan();
        for (PackId pack : List.of(A, B, C)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.pack()).isEqualTo(pack);
        }
        assertThat(cursor.stripe().placement()).isEmpty();
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void aValueWithoutACommitIsMalformed() throws IOException {
        NavigableMap<Slice, Slice> entries = new TreeMap<>();
        entries.put(Slice.of(new byte[16]), Slice.of(new byte[7]));
        StampedRun run =
                StampedRun.of(MemoryPages.run(RunKind.STRIPES, RunLayout.DEFAULT, entries));
        assertThatThrownBy(() -> new StripeCatalogue(List.of(run)).find(new PackId(0, 0)))
                .isInstanceOf(DataException.Malformed.class)
                .hasMessageContaining("expected 8 bytes or more, found 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocationIndex(List.of(run)))
                .withMessageContaining("expected runs of kind index run, found stripes run");
    }
}
