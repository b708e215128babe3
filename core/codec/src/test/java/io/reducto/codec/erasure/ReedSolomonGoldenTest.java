package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Golden;
import io.reducto.testkit.Seed;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parity that Backblaze's JavaReedSolomon computed; see README.md beside the golden file. */
@ExtendWith(Seed.Extension.class)
class ReedSolomonGoldenTest {
    @Test
    void parityIsThatOfJavaReedSolomon() {
        Map<StripeLayout, byte[][]> stripes = stripes();
        assertThat(stripes).hasSize(83);
        stripes.forEach(
                (layout, stripe) -> {
                    byte[][] ours = Stripes.copy(stripe);
                    int k = layout.geometry().dataShards();
                    Arrays.stream(ours, k, ours.length).forEach(p -> Arrays.fill(p, (byte) 9));
                    ErasureCode code = ReedSolomon.of(layout.geometry());
                    code.encode(ours, 0, stripe[0].length);
                    assertThat(ours).as("%s", layout).isDeepEqualTo(stripe);
                    assertThat(code.isParityRight(stripe, 0, stripe[0].length)).isTrue();
                });
    }

    @Test
    void packsAreReadFromShardsOfJavaReedSolomon(Seed seed) {
        stripes()
                .forEach(
                        (layout, stripe) -> {
                            Geometry geometry = layout.geometry();
                            int m = geometry.parityShards();
                            BitSet lost = Stripes.draw(geometry.totalShards(), m, seed);
                            byte[][] damaged = Stripes.damaged(stripe, lost, seed);
                            ReedSolomon.of(geometry)
                                    .reconstruct(
                                            damaged,
                                            geometry.missing(lost),
                                            lost,
                                            0,
                                            stripe[0].length);
                            assertThat(damaged)
                                    .as("%s without %s", layout, lost)
                                    .isDeepEqualTo(stripe);
                        });
    }

    /** Whole stripes: data from the generator, parity from the golden file. */
    private static Map<StripeLayout, byte[][]> stripes() {
        Map<StripeLayout, byte[][]> stripes = new LinkedHashMap<>();
        for (String line : Golden.lines("erasure/v1/parity.tsv")) {
            String[] fields = line.split("\t", -1);
            StripeLayout layout =
                    new StripeLayout(Geometry.parse(fields[0]), Integer.parseInt(fields[1]));
            byte[][] stripe = stripes.computeIfAbsent(layout, ReedSolomonGoldenTest::data);
            stripe[Integer.parseInt(fields[2])] = HexFormat.of().parseHex(fields[3]);
        }
        return stripes;
    }

    private static byte[][] data(StripeLayout layout) {
        Geometry geometry = layout.geometry();
        byte[] pack = new byte[(int) layout.length()];
        long seed = geometry.dataShards() * 256L + geometry.parityShards();
        new Random(seed * 1_000_000L + pack.length).nextBytes(pack);
        byte[][] shards = new byte[geometry.totalShards()][(int) layout.shardLength()];
        for (StripeLayout.Piece piece : layout.pieces(0, pack.length)) {
            int from = (int) (piece.shard() * layout.shardLength());
            System.arraycopy(pack, from, shards[piece.shard()], 0, (int) piece.length());
        }
        return shards;
    }
}
