package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.hadoop.hdds.client.ECReplicationConfig;
import org.apache.ozone.erasurecode.rawcoder.RSRawDecoder;
import org.apache.ozone.erasurecode.rawcoder.RSRawEncoder;
import org.apache.ozone.erasurecode.rawcoder.util.GF256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against Apache Ozone's coder in Java: the same field; another (Cauchy) matrix, so other parity,
 * yet the same patterns give the same data back.
 */
@ExtendWith(Seed.Extension.class)
class ReedSolomonOzoneTest {
    private static final int LENGTH = 67;

    @Test
    void productsAreThoseOfItsField() {
        int order = GaloisField256.ORDER;
        byte[] expected = new byte[order * order];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = GF256.gfMul((byte) (i / order), (byte) (i % order));
        }
        assertThat(GaloisField256.PRODUCTS).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2+1", "3+2", "4+2", "4+4", "5+3", "6+3", "10+4"})
    void everyPatternIsRecoveredByBothOrByNeither(String text, Seed seed) {
        ErasureCode ours = ReedSolomon.of(Geometry.parse(text));
        Geometry geometry = ours.geometry();
        byte[][] ourStripe = Stripes.encoded(ours, LENGTH, seed);
        Ozone ozone = new Ozone(geometry);
        byte[][] itsStripe = ozone.encoded(ourStripe);
        Stripes.forEachSubset(
                geometry.totalShards(),
                1,
                geometry.parityShards(),
                lost -> {
                    byte[][] damaged = Stripes.damaged(ourStripe, lost, seed);
                    ours.reconstruct(damaged, geometry.missing(lost), lost, 0, LENGTH);
                    assertSame(ourStripe, damaged);
                    assertSame(itsStripe, ozone.recovered(itsStripe, lost));
                });
        BitSet tooMany = Stripes.draw(geometry.totalShards(), geometry.parityShards() + 1, seed);
        assertThat(ours.sources(geometry.missing(tooMany), tooMany)).isEmpty();
        assertThatThrownBy(() -> ozone.recovered(itsStripe, tooMany))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSame(byte[][] expected, byte[][] found) {
        assertThat(Arrays.deepEquals(found, expected)).isTrue();
    }

    /** Its encoder and decoder behind the shapes of ours. */
    private static final class Ozone {
        private final int k;
        private final RSRawEncoder encoder;
        private final RSRawDecoder decoder;

        Ozone(Geometry geometry) {
            k = geometry.dataShards();
            ECReplicationConfig config = new ECReplicationConfig(k, geometry.parityShards());
            encoder = new RSRawEncoder(config);
            decoder = new RSRawDecoder(config);
        }

        byte[][] encoded(byte[][] data) {
            byte[][] stripe = Stripes.copy(data);
            byte[][] parity = new byte[stripe.length - k][LENGTH];
            try {
                encoder.encode(Arrays.copyOf(stripe, k), parity);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            System.arraycopy(parity, 0, stripe, k, parity.length);
            return stripe;
        }

        @SuppressWarnings("NullAway") // a missing shard is null, in its contract
        byte[][] recovered(byte[][] stripe, BitSet lost) {
            byte[][] repaired = Stripes.copy(stripe);
            lost.stream().forEach(i -> repaired[i] = null);
            byte[][] outputs = new byte[lost.cardinality()][LENGTH];
            int[] ordinals = lost.stream().toArray();
            try {
                decoder.decode(repaired, ordinals, outputs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (int i = 0; i < ordinals.length; i++) {
                repaired[ordinals[i]] = outputs[i];
            }
            return repaired;
        }
    }
}
