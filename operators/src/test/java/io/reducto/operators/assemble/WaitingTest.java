package io.reducto.operators.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.codec.ChunkId;
import io.reducto.operators.edge.Entry;
import io.reducto.operators.edge.Holding;
import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class WaitingTest {
    private final Waiting waiting = new Waiting();

    @Test
    void entriesLeaveInTheirOrderHoweverVerdictsCome(Seed seed) {
        int count = 20_000;
        List<Long> verdicts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            verdicts.add(i);
        }
        Collections.shuffle(verdicts, new Random(seed.random().nextLong()));
        long nextEntry = 0;
        int nextVerdict = 0;
        long left = 0;
        while (left < count) {
            boolean isEntry =
                    nextVerdict == count || (nextEntry < count && seed.random().nextBoolean());
            if (isEntry) {
                waiting.add(entry(nextEntry++));
            } else {
                long sequence = verdicts.get(nextVerdict++);
                waiting.add(sequence, holding(sequence));
            }
            Holding ready = waiting.ready();
            while (ready != null) {
                assertThat(ready).isEqualTo(holding(left));
                assertThat(waiting.take().sequence()).isEqualTo(left);
                left++;
                ready = waiting.ready();
            }
        }
        assertThat(waiting.isEmpty()).isTrue();
    }

    /** As under a slow index, and from another place in the ring than its beginning. */
    @Test
    void entriesWaitInAnyNumber() {
        int first = 700;
        int count = 20_000;
        for (long i = 0; i < count; i++) {
            waiting.add(entry(i));
            if (i < first) {
                waiting.add(i, Holding.FRESH);
                waiting.take();
            }
        }
        for (long i = first; i < count; i++) {
            waiting.add(i, holding(i));
            assertThat(waiting.ready()).isEqualTo(holding(i));
            assertThat(waiting.take().sequence()).isEqualTo(i);
        }
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void neitherHalfAloneIsReadyOrNothing() {
        waiting.add(entry(0));
        assertThat(waiting.ready()).isNull();
        assertThat(waiting.isEmpty()).isFalse();
        waiting.add(1, Holding.FRESH);
        assertThat(waiting.ready()).isNull();
        waiting.add(0, Holding.FRESH);
        waiting.take();
        assertThat(waiting.isEmpty()).isFalse();
        assertThat(waiting).hasToString("0 entries and 1 verdicts");
    }

    @Test
    void aMissingEntryAndASecondVerdictAreFound() {
        waiting.add(entry(0));
        assertThatThrownBy(() -> waiting.add(entry(2))).hasMessageContaining("expected number 1");
        waiting.add(0, Holding.FRESH);
        assertThatThrownBy(() -> waiting.add(0, Holding.FRESH)).hasMessageContaining("second");
        waiting.take();
        assertThatThrownBy(() -> waiting.add(0, Holding.FRESH)).hasMessageContaining("second");
    }

    private static Holding holding(long sequence) {
        return sequence % 3 == 0 ? Holding.FRESH : Holding.IN_STORE;
    }

    private static Entry entry(long sequence) {
        return new Entry(sequence, 0, ChunkId.of(0, 0, 0, sequence), new byte[0], 0, 0);
    }
}
