package io.reducto.repository.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.repository.format.CommitFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeadSearchTest {
    @Test
    void everyHeadIsFoundFromEveryHint() throws Exception {
        for (long head = 0; head < 70; head++) {
            for (long hint = 0; hint < 80; hint++) {
                long wanted = head;
                assertThat(HeadSearch.find(n -> n <= wanted, hint)).isEqualTo(head);
            }
        }
    }

    @Test
    void probesAreLogarithmicAndTwoFromAHint() throws Exception {
        for (long head : new long[] {1, 10, 1000, 10_000, 1_000_000, CommitFormat.NUMBER_MAX}) {
            int bits = Long.SIZE - Long.numberOfLeadingZeros(head);
            assertThat(probes(head, 0)).as("head %d", head).isLessThanOrEqualTo(2 * bits + 2);
            assertThat(probes(head, head)).isLessThanOrEqualTo(2);
            assertThat(probes(head, head - 1)).isLessThanOrEqualTo(3 + 1);
        }
    }

    @Test
    void numbersBeyondTheLastAreNeverProbed() throws Exception {
        HeadSearch.find(
                n -> {
                    assertThat(n).isBetween(1L, CommitFormat.NUMBER_MAX);
                    return true;
                },
                CommitFormat.NUMBER_MAX - 3);
    }

    private static int probes(long head, long hint) throws Exception {
        AtomicInteger probes = new AtomicInteger();
        HeadSearch.find(
                n -> {
                    probes.incrementAndGet();
                    return n <= head;
                },
                hint);
        return probes.get();
    }
}
