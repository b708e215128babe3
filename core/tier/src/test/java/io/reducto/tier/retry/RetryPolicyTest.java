package io.reducto.tier.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void delaysDoubleUpToTheLimit() {
        RetryPolicy policy = policy(10, 100, 350);
        assertThat(policy.delayNanosMax(1)).isEqualTo(100_000_000L);
        assertThat(policy.delayNanosMax(2)).isEqualTo(200_000_000L);
        assertThat(policy.delayNanosMax(3)).isEqualTo(350_000_000L);
        assertThat(policy.delayNanosMax(1_000_000)).isEqualTo(350_000_000L);
        assertThat(policy(2, 0, 0).delayNanosMax(50)).isZero();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> policy(0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy(1, 3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy(1, -1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RetryPolicy policy(int attempts, long firstMs, long maxMs) {
        return new RetryPolicy(
                attempts,
                Duration.ofMillis(firstMs),
                Duration.ofMillis(maxMs),
                Duration.ofMinutes(1));
    }
}
