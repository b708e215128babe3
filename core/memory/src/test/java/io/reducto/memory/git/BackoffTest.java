package io.reducto.memory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class BackoffTest {
    private final List<Long> waits = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000;

    /** Always the whole of what may be waited. */
    private static final RandomGenerator LONGEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 0;
                }

                @Override
                public long nextLong(long bound) {
                    return bound - 1;
                }
            };

    @Test
    void boundsDoubleUpToTheLongest() throws Exception {
        Backoff backoff = backoff(LONGEST, Duration.ofHours(1));
        for (int i = 0; i < 6; i++) {
            assertThat(backoff.await()).isTrue();
        }
        assertThat(waits).containsExactly(50L, 100L, 200L, 400L, 500L, 500L);
    }

    @Test
    void waitsAreSpreadOverAllOfTheirBound(Seed seed) throws Exception {
        for (int i = 0; i < 2_000; i++) {
            backoff(seed.random(), Duration.ofHours(1)).await();
        }
        assertThat(waits).allMatch(wait -> wait >= 0 && wait <= 50);
        assertThat(waits.stream().distinct().count()).isEqualTo(51);
    }

    @Test
    void givesUpWhereTheNextWaitEndsTooLate() throws Exception {
        Backoff backoff = backoff(LONGEST, Duration.ofNanos(50 + 100 + 199));
        assertThat(backoff.await()).isTrue();
        assertThat(backoff.await()).isTrue();
        assertThat(backoff.await()).isFalse();
        assertThat(waits).containsExactly(50L, 100L);
    }

    @Test
    void refusesBoundsThatAreNone() {
        assertThatThrownBy(() -> new Backoff.Bounds(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff.Bounds(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Backoff backoff(RandomGenerator random, Duration patience) {
        Backoff.Sleeper sleeper =
                nanos -> {
                    waits.add(nanos);
                    now += nanos;
                };
        Backoff.Bounds bounds = new Backoff.Bounds(Duration.ofNanos(50), Duration.ofNanos(500));
        return new Backoff(bounds, patience, new Backoff.Source(random, sleeper, () -> now));
    }
}
