package io.reducto.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Figures FIGURES =
            new Figures(
                    List.of(
                            new Figures.Version(
                                    "tool@1",
                                    10_000_000,
                                    new Increments.Increment(10_000_000, 4_000_000)),
                            new Figures.Version(
                                    "tool@2",
                                    10_000_000,
                                    new Increments.Increment(1_000_000, 400_000))),
                    new StoredBytes(5_000_000, 7_500_000),
                    new Figures.Times(
                            Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(1)));

    @Test
    void factorsAreThoseOfTheBytes() {
        assertThat(FIGURES.bytesIn()).isEqualTo(20_000_000);
        assertThat(FIGURES.bytesUnique()).isEqualTo(11_000_000);
        assertThat(FIGURES.bytesOfMetadata()).isEqualTo(600_000);
        assertThat(FIGURES.factor()).isEqualTo(4);
        assertThat(FIGURES.factorWithParity()).isEqualTo(20 / 7.5);
        assertThat(FIGURES.dedupFactor() * FIGURES.compressionFactor())
                .isEqualTo(FIGURES.factor(), within(1e-9));
        assertThat(FIGURES.rate(Duration.ofSeconds(2))).isEqualTo(10_000_000, within(1e-3));
    }

    @Test
    void theTableAddsUp() {
        List<String> table = FIGURES.table();
        assertThat(table).hasSize(5);
        assertThat(table.get(1)).matches("tool@1 +10.000 +10.000 +4.000 +6.000 +2.5");
        assertThat(table.get(2)).matches("tool@2 +10.000 +1.000 +0.400 +0.600 +25.0");
        assertThat(table.get(3)).matches("index, catalogues, recipes +0.600 +0.900 +");
        assertThat(table.get(4)).matches("total +20.000 +11.000 +5.000 +7.500 +4.0");
        assertThat(FIGURES.summary().get(1))
                .contains("ingest 10.0 MB/s", "restore 40.0 MB/s", "lost 20.0 MB/s");
    }

    @Test
    void nothingStoredIsNoDivision() {
        Figures none =
                new Figures(
                        List.of(),
                        new StoredBytes(0, 0),
                        new Figures.Times(Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThat(none.factor()).isZero();
        assertThat(none.fields()).containsEntry("bytesIn", 0L);
    }
}
