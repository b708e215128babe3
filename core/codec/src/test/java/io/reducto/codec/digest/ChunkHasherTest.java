package io.reducto.codec.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class ChunkHasherTest {
    @Test
    void idIsTheHash(Seed seed) {
        byte[] data = seed.bytes(10_000);
        byte[] key = seed.bytes(32);
        byte[] keyed = new byte[32];
        Blake3.keyed(key).update(data, 7, 5000).finish(keyed, 0, 32);

        assertThat(ChunkHasher.plain().id(data, 7, 5000))
                .isEqualTo(ChunkId.read(Blake3.hash(data, 7, 5000), 0));
        assertThat(ChunkHasher.keyed(key).id(data, 7, 5000)).isEqualTo(ChunkId.read(keyed, 0));
    }

    @Test
    void manySpansGetTheIdsOfEach(Seed seed) {
        byte[] data = seed.bytes(300_000);
        int start = seed.between(0, 100);
        int[] ends = new int[50];
        int count = seed.between(1, 50);
        int end = start;
        for (int i = 0; i < count; i++) {
            end += seed.between(0, 5000);
            ends[i] = end;
        }
        byte[] ids = new byte[ends.length * ChunkId.BYTES];
        ChunkHasher hasher = ChunkHasher.plain();
        hasher.hashEach(data, start, ends, count, ids);

        int from = start;
        for (int i = 0; i < count; i++) {
            assertThat(ChunkId.read(ids, i * ChunkId.BYTES))
                    .isEqualTo(hasher.id(data, from, ends[i] - from));
            from = ends[i];
        }
        assertThat(ids[count * ChunkId.BYTES]).isZero();
    }

    @Test
    void noRoomForTheIdsIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(
                        () ->
                                ChunkHasher.plain()
                                        .hashEach(
                                                new byte[9], 0, new int[] {1, 9}, 2, new byte[63]))
                .hasMessageContaining("expected room for 64 bytes, found 63");
    }

    @Test
    void spansThatDoNotTileTheBufferAreRefusedBeforeAnythingIsWritten() {
        byte[] ids = new byte[96];
        ChunkHasher hasher = ChunkHasher.plain();
        for (int[] ends : new int[][] {{1, 9, 10}, {5, 4, 9}, {1, -1, 9}}) {
            assertThatThrownBy(() -> hasher.hashEach(new byte[9], 0, ends, 3, ids))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> hasher.hashEach(new byte[9], -1, new int[] {9}, 1, ids))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(ids).containsOnly(0);
        hasher.hashEach(new byte[9], 0, new int[] {9}, 1, ids);
        assertThat(ChunkId.read(ids, 0)).isEqualTo(hasher.id(new byte[9], 0, 9));
    }
}
