package io.reducto.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool("zstd")
class MeasurementTest {
    private static final int BYTES = 200_000;

    @TempDir private Path folder;
    private final List<Version> versions = new ArrayList<>();

    @BeforeEach
    void makeVersions() throws IOException {
        byte[] random = Seed.of(1).bytes(BYTES);
        for (String name : List.of("1", "2")) {
            Path file = folder.resolve("v" + name);
            Files.write(file, random);
            versions.add(new Version("tool", name, file, BYTES));
        }
    }

    @Test
    void aRowHoldsWhatAStoreKept() throws Exception {
        Row row = measure();

        assertThat(row.bytes()).isEqualTo(2L * BYTES);
        // Random bytes do not shrink, and zstd keeps both copies.
        assertThat(row.size().beforeParity()).isBetween(2L * BYTES, 2L * BYTES + 1_000);
        assertThat(row.restored().wall()).isPositive();
        assertThat(row.line()).startsWith("| zstd -3 | 0.4 | 0.4 | 1.0 |");
        assertThat(row.line().split("\\|", -1))
                .hasSameSizeAs(Row.HEAD.lines().toList().get(0).split("\\|", -1));
    }

    @Test
    void refusesAStoreThatGivesOtherBytesBack() throws Exception {
        Store lying = new Lying(new Peer(Peers.ZSTD, folder.resolve("store")), versions.get(0));

        assertThatThrownBy(() -> measurement().of(lying))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tool-1 differs at offset 17");
    }

    private Row measure() throws Exception {
        return measurement().of(new Peer(Peers.ZSTD, folder.resolve("store")));
    }

    private Measurement measurement() {
        return new Measurement(versions, versions, folder.resolve("restored"), line -> {});
    }

    /** Gives a byte back that is not the one it got. */
    private record Lying(Store honest, Version wrong) implements Store {
        @Override
        public String name() {
            return honest.name();
        }

        @Override
        public String settings() throws IOException, InterruptedException {
            return honest.settings();
        }

        @Override
        public void create() throws IOException, InterruptedException {
            honest.create();
        }

        @Override
        public Ingested ingest(List<Version> all, Consumer<Version> done)
                throws IOException, InterruptedException {
            return honest.ingest(all, done);
        }

        @Override
        public Size size() throws IOException {
            return honest.size();
        }

        @Override
        public Cost restore(Version version, Path target) throws IOException, InterruptedException {
            Cost cost = honest.restore(version, target);
            byte[] bytes = Files.readAllBytes(target);
            bytes[17] ^= (byte) (version.equals(wrong) ? 1 : 0);
            Files.write(target, bytes);
            return cost;
        }

        @Override
        public void end() throws IOException, InterruptedException {
            honest.end();
        }
    }
}
