package io.reducto.tier.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.RetryableObjectStoreException;
import io.reducto.tier.testing.FailingObjectStore;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.FailurePlan.Moment;
import io.reducto.tier.testing.InMemoryObjectStore;
import io.reducto.tier.testing.ObjectStoreContract;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract holds under many failures, on either side of their effects. */
class RetryingObjectStoreTest extends ObjectStoreContract {
    private static final ObjectName NAME = ObjectName.of("o");
    private static final RetryPolicy POLICY =
            new RetryPolicy(
                    6, Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMinutes(1));

    private final FakeTimer timer = new FakeTimer();
    private final InMemoryObjectStore sound = new InMemoryObjectStore("sound");

    @Override
    protected ObjectStore open() {
        RetryPolicy patient =
                new RetryPolicy(100, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
        ObjectStore failing =
                new FailingObjectStore(
                        new InMemoryObjectStore("flaky"), FailurePlan.random(11, 0.3, 1_000_000));
        return new RetryingObjectStore(
                failing, patient, RetryTimer.system(), new SplittableRandom(1));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aPutThatFailedOnceIsStoredOnce(Moment moment, Seed seed) throws Exception {
        byte[] content = seed.bytes(2_500_000);
        ByteBuffer direct = ByteBuffer.allocateDirect(1_000_000).put(content, 0, 1_000_000).flip();
        ByteBuffer heap = ByteBuffer.wrap(content, 1_000_000, 1_500_000);
        retrying(FailurePlan.failAt(0, moment)).putIfAbsent(NAME, direct, heap);
        byte[] stored = new byte[content.length];
        sound.read(NAME, 0, stored, 0, stored.length);
        assertThat(stored).isEqualTo(content);
        assertThat(timer.sleeps).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void anotherWritersObjectIsNotTakenForOnesOwn(Moment moment) throws Exception {
        for (byte[] other : new byte[][] {{1, 2, 4}, {1, 2}, {}}) {
            sound.delete(NAME);
            sound.putIfAbsent(NAME, ByteBuffer.wrap(other));
            ObjectStore store = retrying(FailurePlan.failAt(0, moment));
            assertThatThrownBy(() -> store.putIfAbsent(NAME, ByteBuffer.wrap(new byte[] {1, 2, 3})))
                    .isInstanceOf(ObjectExistsException.class);
        }
    }

    @Test
    void aPutThatNeverFailedIsRefusedEvenForEqualContent() throws Exception {
        ObjectStore store = retrying(FailurePlan.none());
        store.putIfAbsent(NAME, ByteBuffer.wrap(new byte[3]));
        assertThatThrownBy(() -> store.putIfAbsent(NAME, ByteBuffer.wrap(new byte[3])))
                .isInstanceOf(ObjectExistsException.class);
    }

    @Test
    void everyStepOfARepeatedPutMayFailAgain() throws Exception {
        // Operations: the put (fails after its effect), the refused put, length, read; 1 to 3 fail.
        for (int n = 1; n <= 3; n++) {
            InMemoryObjectStore below = new InMemoryObjectStore("n" + n);
            ObjectStore twice =
                    new FailingObjectStore(
                            new FailingObjectStore(below, FailurePlan.failAt(0, Moment.AFTER)),
                            FailurePlan.failAt(n, Moment.BEFORE));
            retrying(twice).putIfAbsent(NAME, ByteBuffer.wrap(new byte[] {7}));
            assertThat(below.readTail(NAME, 10).bytes()).containsExactly(7);
        }
    }

    @Test
    void otherFailuresAreNotRepeated() {
        FailurePlan plan = FailurePlan.crashAt(1, Moment.BEFORE);
        ObjectStore store = retrying(plan);
        assertThatThrownBy(() -> store.length(NAME)).isInstanceOf(ObjectNotFoundException.class);
        assertThatThrownBy(() -> store.delete(NAME))
                .isInstanceOf(FailingObjectStore.CrashException.class);
        assertThat(plan.operationCount()).isEqualTo(2);
        assertThat(timer.sleeps).isEmpty();
    }

    @Test
    void itGivesUpAfterTheLastAttempt() {
        FailurePlan plan = FailurePlan.random(1, 1, 1_000);
        assertThatThrownBy(() -> retrying(plan).length(NAME))
                .isInstanceOf(RetryableObjectStoreException.class)
                .hasMessageContaining("memory:sound: length o: expected success within 6 attempts")
                .hasMessageContaining("6 failures in")
                .hasCauseInstanceOf(RetryableObjectStoreException.class);
        assertThat(plan.operationCount()).isEqualTo(6);
        assertThat(timer.sleeps).hasSize(5);
    }

    @Test
    void waitsAreDrawnBelowADoublingLimit() {
        long[] limitsMs = {100, 200, 400, 400, 400};
        boolean[] isInUpperHalf = new boolean[limitsMs.length];
        for (int round = 0; round < 50; round++) {
            timer.sleeps.clear();
            ObjectStore store =
                    new RetryingObjectStore(
                            failing(FailurePlan.random(1, 1, 1_000)),
                            POLICY,
                            timer,
                            new SplittableRandom(round));
            assertThatThrownBy(() -> store.length(NAME)).isInstanceOf(ObjectStoreException.class);
            for (int i = 0; i < limitsMs.length; i++) {
                assertThat(timer.sleeps.get(i)).isBetween(0L, limitsMs[i] * 1_000_000);
                isInUpperHalf[i] |= timer.sleeps.get(i) > limitsMs[i] * 500_000;
            }
        }
        assertThat(isInUpperHalf).containsOnly(true);
    }

    @Test
    void itGivesUpWhenTheTotalTimeIsSpent() {
        RetryPolicy hasty =
                new RetryPolicy(
                        1_000, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(5));
        ObjectStore store =
                new RetryingObjectStore(
                        failing(FailurePlan.random(1, 1, 10_000)),
                        hasty,
                        timer,
                        new SplittableRandom(1));
        assertThatThrownBy(() -> store.length(NAME))
                .isInstanceOf(RetryableObjectStoreException.class)
                .hasMessageContaining("PT5S");
        assertThat(timer.nanoTime()).isBetween(4_000_000_000L, 5_000_000_000L);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        ObjectStore store = retrying(FailurePlan.failAt(0, Moment.BEFORE));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> store.length(NAME))
                .isInstanceOf(ObjectStoreException.class)
                .isNotInstanceOf(RetryableObjectStoreException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private ObjectStore failing(FailurePlan plan) {
        return new FailingObjectStore(sound, plan);
    }

    private ObjectStore retrying(FailurePlan plan) {
        return retrying(failing(plan));
    }

    private ObjectStore retrying(ObjectStore below) {
        return new RetryingObjectStore(below, POLICY, timer, new SplittableRandom(1));
    }
}
