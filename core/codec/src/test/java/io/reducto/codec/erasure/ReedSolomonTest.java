package io.reducto.codec.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReedSolomonTest extends ErasureCodeContract {
    @Override
    protected ErasureCode create(Geometry geometry) {
        return ReedSolomon.of(geometry);
    }

    /** Through (0, 0x0A) and (1, 0x14), at the point 2. */
    @Test
    void parityOfTwoAndOneIsTheLineThroughTheData() {
        byte[][] shards = {{0x0A}, {0x14}, {0}};
        ReedSolomon.of(new Geometry(2, 1)).encode(shards, 0, 1);
        assertThat(shards[2]).as("0x0A + 2 · (0x0A + 0x14)").containsExactly(0x36);
    }

    @Test
    void sourcesAreTheLowestOrdinals() {
        ErasureCode code = ReedSolomon.of(new Geometry(3, 3));
        assertThat(code.sources(Stripes.set(1, 2, 4, 5), Stripes.set(0)))
                .contains(Stripes.set(1, 2, 4));
        assertThat(code.sources(Stripes.set(1, 5), Stripes.set(0))).isEmpty();
    }

    @Test
    void oneCodeServesSeveralThreads(Seed seed) throws Exception {
        ErasureCode code = ReedSolomon.of(new Geometry(4, 2));
        List<Callable<Boolean>> turns = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            byte[][] stripe = Stripes.encoded(code, 20_000, seed);
            BitSet lost = Stripes.set(i % 4, 5);
            byte[][] damaged = Stripes.damaged(stripe, lost, seed);
            turns.add(
                    () -> {
                        code.reconstruct(damaged, code.geometry().missing(lost), lost, 0, 20_000);
                        return Arrays.deepEquals(stripe, damaged);
                    });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> turn : threads.invokeAll(turns)) {
                assertThat(turn.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
