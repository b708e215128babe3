package io.reducto.repository.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.PackId;
import io.reducto.testkit.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Golden files of runs: one page per line, {@code pack:entry} and its bytes; the root last. */
class RunGoldenTest {
    @Test
    void theGoldenIndexIsReadAndWrittenAgain() throws IOException {
        RunReader run = open("index", RunKind.INDEX);
        assertThat(run.levels()).isEqualTo(3);
        LocationIndex index = new LocationIndex(List.of(StampedRun.of(run)));
        for (Map.Entry<ChunkId, ChunkLocation> entry : SampleRuns.index().entrySet()) {
            assertThat(index.find(entry.getKey())).contains(entry.getValue());
        }
        assertThat(run.entries()).isEqualTo(SampleRuns.index().size());
        MemoryPages again = new MemoryPages();
        SampleRuns.writeIndex(again);
        assertThat(lines(again)).isEqualTo(Golden.lines("run/v1/index.tsv"));
    }

    @Test
    void theGoldenCatalogueIsReadAndWrittenAgain() throws IOException {
        RunReader run = open("catalogue", RunKind.CATALOGUE);
        Catalogue.Cursor versions = new Catalogue(List.of(StampedRun.of(run))).all();
        for (Map.Entry<CatalogueKey, CatalogueEntry> entry : SampleRuns.catalogue().entrySet()) {
            assertThat(versions.next()).isTrue();
            assertThat(versions.key()).isEqualTo(entry.getKey());
            assertThat(versions.entry()).usingRecursiveComparison().isEqualTo(entry.getValue());
        }
        assertThat(versions.next()).isFalse();
        MemoryPages again = new MemoryPages();
        SampleRuns.writeCatalogue(again);
        assertThat(lines(again)).isEqualTo(Golden.lines("run/v1/catalogue.tsv"));
    }

    @Test
    void theGoldenStripesAreReadAndWrittenAgain() throws IOException {
        RunReader run = open("stripes", RunKind.STRIPES);
        StripeCatalogue stripes = new StripeCatalogue(List.of(StampedRun.of(run)));
        for (Map.Entry<PackId, StripeCatalogue.Stripe> entry : SampleRuns.stripes().entrySet()) {
            assertThat(stripes.find(entry.getKey()).orElseThrow())
                    .usingRecursiveComparison()
                    .isEqualTo(entry.getValue());
        }
        MemoryPages again = new MemoryPages();
        SampleRuns.writeStripes(again);
        assertThat(lines(again)).isEqualTo(Golden.lines("run/v1/stripes.tsv"));
    }

    /** The key of the worked example of the format's page. */
    @Test
    void theKeyOfTheDocumentIsWritten() {
        assertThat(new CatalogueKey("d", "a\0b", "1").encode().toString())
                .isEqualTo("64000161" + "00ff" + "620001310001");
    }

    static List<String> lines(MemoryPages pages) {
        List<String> lines = new ArrayList<>();
        pages.pages()
                .forEach((where, page) -> lines.add(where + "\t" + HexFormat.of().formatHex(page)));
        return lines;
    }

    private static RunReader open(String name, RunKind kind) throws IOException {
        MemoryPages pages = new MemoryPages();
        PageReference last = new PageReference(0, 0);
        for (String line : Golden.lines("run/v1/" + name + ".tsv")) {
            String[] page = line.split("\t", -1);
            byte[] bytes = HexFormat.of().parseHex(page[1]);
            last = pages.add(bytes, bytes.length);
            assertThat(last).hasToString(page[0]);
        }
        return RunReader.open(
                new RunRoot(kind, last.entry(), MemoryPages.ROOT_STRIPE), pages, new PageCache(0));
    }
}
