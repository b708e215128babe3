package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class HybridClockTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void strictlyIncreasesWhateverTheWallClockDoes(Seed seed) {
        AtomicLong wall = new AtomicLong(NOW);
        HybridClock clock = new HybridClock(wall::get);
        HybridTime last = HybridTime.ZERO;
        for (int i = 0; i < 20_000; i++) {
            wall.addAndGet(seed.between(-20, 20));
            if (Samples.coin(seed)) {
                HybridTime seen = new HybridTime(wall.get() + seed.between(-400, 400) * 1000L, 7);
                boolean within = seen.millis() - wall.get() <= 300_000;
                assertThat(clock.observe(seen).isEmpty()).isEqualTo(within);
                last = within && seen.compareTo(last) > 0 ? seen : last;
            }
            HybridTime next = clock.next();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void driftIsReportedAndNotTakenOver() {
        HybridClock clock = new HybridClock(() -> NOW);
        HybridTime wrong = new HybridTime(NOW + DAY, 3);
        assertThat(clock.observe(wrong)).contains(new Drift(wrong, NOW));
        assertThat(new Drift(wrong, NOW).aheadMillis()).isEqualTo(DAY);
        assertThat(clock.next()).isEqualTo(new HybridTime(NOW, 0));
        HybridTime late = new HybridTime(NOW - DAY, 3);
        assertThat(clock.observe(late)).isEmpty();
        assertThat(clock.next()).isEqualTo(new HybridTime(NOW, 1));
    }

    @Test
    void theBoundItselfIsTakenOver() {
        HybridClock clock = new HybridClock(() -> NOW, Duration.ofMillis(10));
        assertThat(clock.observe(new HybridTime(NOW + 10, 0))).isEmpty();
        assertThat(clock.next()).isEqualTo(new HybridTime(NOW + 10, 1));
        assertThat(clock.observe(new HybridTime(NOW + 11, 0))).isPresent();
    }

    @Test
    void theCounterCarriesIntoTheMilliseconds() {
        HybridClock clock = new HybridClock(() -> NOW);
        assertThat(clock.observe(new HybridTime(NOW, HybridTime.COUNTER_MAX))).isEmpty();
        assertThat(clock.next()).isEqualTo(new HybridTime(NOW + 1, 0));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> new HybridTime(1L << 47, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HybridTime(-1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HybridTime(0, 1 << 16))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
