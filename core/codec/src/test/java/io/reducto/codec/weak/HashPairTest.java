package io.reducto.codec.weak;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;
import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class HashPairTest {
    private final ChunkHasher hasher = ChunkHasher.plain();

    /** P4.7, R3.3: spans with one weak hash, made on purpose, are told apart by the digest. */
    @Test
    void collisionsOfTheWeakHashAreToldApart() {
        int length = 2048;
        byte[] one = thueMorse(length, (byte) 'a', (byte) 'b');
        byte[] other = thueMorse(length, (byte) 'b', (byte) 'a');
        HashPair known = HashPair.of(hasher, one, 0, length);
        long weak = PolynomialHash.of(other, 0, length);
        assertThat(weak).as("what makes this a collision").isEqualTo(known.weak());
        assertThat(known.matches(weak, hasher, other, 0, length)).isFalse();
        assertThat(known.matches(weak, hasher, one, 0, length)).isTrue();
    }

    /** P4.8: chunks are found in a stream at any offset, those that collide among them. */
    @Test
    void knownSpansAreFoundAtAnyOffset(Seed seed) {
        int window = 2048;
        byte[] stream = seed.bytes(50_000);
        byte[] twin = thueMorse(window, (byte) 0, (byte) 200);
        System.arraycopy(twin, 0, stream, 31_007, window);
        List<HashPair> known = new ArrayList<>();
        known.add(HashPair.of(hasher, stream, 1_003, window));
        known.add(HashPair.of(hasher, thueMorse(window, (byte) 200, (byte) 0), 0, window));
        known.add(HashPair.of(hasher, stream, 47_000, window));
        Map<Long, HashPair> byWeak =
                known.stream().collect(Collectors.toMap(HashPair::weak, pair -> pair));

        List<Integer> candidates = new ArrayList<>();
        List<Integer> found = new ArrayList<>();
        PolynomialHash rolling = PolynomialHash.ofWindow(window);
        long weak = PolynomialHash.of(stream, 0, window);
        for (int at = 0; at + window < stream.length; at++) {
            HashPair pair = byWeak.get(weak);
            if (pair != null) {
                candidates.add(at);
                if (pair.matches(weak, hasher, stream, at, window)) {
                    found.add(at);
                }
            }
            weak = rolling.roll(weak, stream[at], stream[at + window]);
        }
        assertThat(candidates).containsExactly(1_003, 31_007, 47_000);
        assertThat(found).containsExactly(1_003, 47_000);
    }

    @Test
    void digestsAreTheSameInEveryBitOrNotAtAll(Seed seed) {
        byte[] bytes = seed.bytes(ChunkId.BYTES);
        ChunkId id = ChunkId.read(bytes, 0);
        assertThat(HashPair.isSame(id, ChunkId.read(bytes, 0))).isTrue();
        IntStream.range(0, 8 * ChunkId.BYTES)
                .forEach(
                        bit -> {
                            byte[] changed = bytes.clone();
                            changed[bit / 8] ^= (byte) (1 << bit % 8);
                            assertThat(HashPair.isSame(id, ChunkId.read(changed, 0))).isFalse();
                        });
    }

    /**
     * Byte i is {@code odd} where i has an odd number of bits. Swapped, the two differ by (odd -
     * even) times the product of 1 - m^(2^k) over all k: with 11 of them, 2^64 divides it.
     */
    private static byte[] thueMorse(int length, byte even, byte odd) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Integer.bitCount(i) % 2 == 0 ? even : odd;
        }
        return bytes;
    }
}
