package io.reducto.codec.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The hash of an array at once, which for one chunk takes a way of its own. */
@ExtendWith(Seed.Extension.class)
class Blake3HashTest {
    @Test
    void isWhatAHasherSays(Seed seed) {
        byte[] data = seed.bytes(3_000);
        for (int length = 0; length <= 2_100; length++) {
            int offset = seed.between(0, data.length - length);
            byte[] before = data.clone();
            byte[] expected = new byte[Blake3.BYTES];
            Blake3.hasher().update(data, offset, length).finish(expected, 0, Blake3.BYTES);
            assertThat(Blake3.hash(data, offset, length))
                    .as("length %d", length)
                    .isEqualTo(expected);
            assertThat(data).isEqualTo(before);
        }
    }

    @Test
    void refusesWhatIsOutside() {
        byte[] data = new byte[100];
        assertThatThrownBy(() -> Blake3.hash(data, 50, 51))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Blake3.hash(data, 0, -1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Blake3.hash(data, -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
