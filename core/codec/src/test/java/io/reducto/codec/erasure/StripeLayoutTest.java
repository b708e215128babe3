package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.erasure.StripeLayout.Piece;
import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class StripeLayoutTest {
    @Test
    void everyRangeOfASmallPackIsFoundInItsShards(Seed seed) {
        for (int k = 1; k <= 7; k++) {
            for (int length = 0; length <= 22; length++) {
                StripeLayout layout = new StripeLayout(new Geometry(k, 1), length);
                byte[] pack = seed.bytes(length);
                byte[][] shards = cut(layout, pack);
                for (int from = 0; from <= length; from++) {
                    for (int to = from; to <= length; to++) {
                        assertRangeIsFound(layout, pack, shards, from, to);
                    }
                }
            }
        }
    }

    private static void assertRangeIsFound(
            StripeLayout layout, byte[] pack, byte[][] shards, int from, int to) {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        for (Piece piece : layout.pieces(from, to - from)) {
            assertThat(piece.length()).isPositive();
            found.write(shards[piece.shard()], (int) piece.offset(), (int) piece.length());
        }
        assertThat(found.toByteArray()).isEqualTo(Arrays.copyOfRange(pack, from, to));
    }

    /** By the definition, byte by byte. */
    private static byte[][] cut(StripeLayout layout, byte[] pack) {
        int k = layout.geometry().dataShards();
        int size = (pack.length + k - 1) / k;
        byte[][] shards = new byte[k][size];
        for (int p = 0; p < pack.length; p++) {
            shards[p / size][p % size] = pack[p];
        }
        return shards;
    }

    @Test
    void lastShardsOfAShortPackHoldPadding() {
        StripeLayout layout = new StripeLayout(new Geometry(4, 2), 5);
        assertThat(layout.shardLength()).isEqualTo(2);
        assertThat(
                        List.of(
                                layout.bytesIn(0),
                                layout.bytesIn(1),
                                layout.bytesIn(2),
                                layout.bytesIn(3)))
                .containsExactly(2L, 2L, 1L, 0L);
        assertThat(layout.pieces(1, 4))
                .containsExactly(new Piece(0, 1, 1), new Piece(1, 0, 2), new Piece(2, 0, 1));
    }

    @Test
    void greatestPackDoesNotOverflow() {
        long length = StripeLayout.LENGTH_MAX_BYTES;
        StripeLayout layout = new StripeLayout(new Geometry(255, 1), length);
        long shardLength = layout.shardLength();
        assertThat(shardLength * 255).isBetween(length, length + 254);
        assertThat(layout.bytesIn(254)).isEqualTo(length - 254 * shardLength);
        assertThat(layout.pieces(length - 1, 1))
                .containsExactly(new Piece(254, length - 1 - 254 * shardLength, 1));
        assertThat(layout.pieces(0, length)).hasSize(255);
    }

    @Test
    void whatIsOutsideIsRefused() {
        Geometry geometry = new Geometry(4, 2);
        StripeLayout layout = new StripeLayout(geometry, 10);
        assertThatThrownBy(() -> new StripeLayout(geometry, -1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> new StripeLayout(geometry, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> layout.pieces(8, 3))
                .hasMessage(
                        "stripe 4+2: expected a range inside the pack of 10 bytes, found 3 bytes at offset 8");
        assertThatThrownBy(() -> layout.pieces(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> layout.pieces(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> layout.pieces(Long.MAX_VALUE, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> layout.bytesIn(4)).hasMessageContaining("found 4");
    }
}
