package io.reducto.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class IdTest {
    @Test
    void chunkIdKeepsBytesTextOrderAndHash(Seed seed) {
        for (int i = 0; i < 1000; i++) {
            byte[] left = seed.bytes(ChunkId.BYTES);
            byte[] right = seed.random().nextBoolean() ? left.clone() : seed.bytes(ChunkId.BYTES);
            right[seed.between(0, 32)] ^= (byte) seed.between(0, 256);
            ChunkId a = ChunkId.read(left, 0);
            ChunkId b = ChunkId.read(right, 0);

            assertThat(a.toBytes()).isEqualTo(left);
            assertThat(ChunkId.parse(a.toString())).isEqualTo(a);
            assertThat(Integer.signum(a.compareTo(b)))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(left, right)));
            assertThat(a.equals(b)).isEqualTo(Arrays.equals(left, right));
            assertThat(a.hashCode())
                    .isEqualTo(
                            ((left[0] & 255) << 24)
                                    | ((left[1] & 255) << 16)
                                    | ((left[2] & 255) << 8)
                                    | (left[3] & 255));
        }
    }

    @Test
    void packIdKeepsBytesTextAndOrder(Seed seed) {
        byte[] left = seed.bytes(PackId.BYTES);
        byte[] right = seed.bytes(PackId.BYTES);
        PackId a = PackId.read(left, 0);
        PackId b = PackId.read(right, 0);

        assertThat(PackId.parse(a.toString())).isEqualTo(a);
        assertThat(Integer.signum(a.compareTo(b)))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(left, right)));
    }

    @Test
    void textOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> ChunkId.parse("00")).hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> PackId.parse("00")).hasMessageContaining("32 hexadecimal digits");
    }
}
