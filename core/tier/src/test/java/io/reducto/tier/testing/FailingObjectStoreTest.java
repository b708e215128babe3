package io.reducto.tier.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.RetryableObjectStoreException;
import io.reducto.tier.testing.FailurePlan.Moment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailingObjectStoreTest extends ObjectStoreContract {
    private static final int STEPS = 4;

    @Override
    protected ObjectStore open() {
        return new FailingObjectStore(new InMemoryObjectStore("sound"), FailurePlan.none());
    }

    @Test
    void countsOperationsAcrossStores() throws Exception {
        FailurePlan plan = FailurePlan.none();
        scenario(new InMemoryObjectStore("a"), new InMemoryObjectStore("b"), plan);
        assertThat(plan.operationCount()).isEqualTo(STEPS);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCrashEndsEverything(Moment moment) throws Exception {
        for (int n = 0; n < STEPS; n++) {
            InMemoryObjectStore a = new InMemoryObjectStore("a");
            InMemoryObjectStore b = new InMemoryObjectStore("b");
            FailurePlan plan = FailurePlan.crashAt(n, moment);
            assertThatThrownBy(() -> scenario(a, b, plan))
                    .isInstanceOf(FailingObjectStore.CrashException.class)
                    .isNotInstanceOf(RetryableObjectStoreException.class);
            assertThat(plan.isCrashed()).isTrue();
            assertThatThrownBy(() -> new FailingObjectStore(b, plan).list("", ""))
                    .isInstanceOf(FailingObjectStore.CrashException.class);
            int effects = moment == Moment.BEFORE ? n : n + 1;
            assertThat(a.list("", "").objects().size() + b.list("", "").objects().size())
                    .isEqualTo(effects);
        }
    }

    @Test
    void aFailureHappensOnce() throws Exception {
        InMemoryObjectStore sound = new InMemoryObjectStore("a");
        ObjectStore failing = new FailingObjectStore(sound, FailurePlan.failAt(1, Moment.AFTER));
        put(failing, "0");
        assertThatThrownBy(() -> put(failing, "1"))
                .isInstanceOf(RetryableObjectStoreException.class)
                .hasMessageContaining("AFTER the effect");
        put(failing, "2");
        assertThat(sound.list("", "").objects()).hasSize(3);
    }

    @Test
    void randomFailuresAreRepeatableAndBounded() {
        assertThat(failures(7)).isEqualTo(failures(7)).isEqualTo(5);
    }

    private static long failures(long seed) {
        ObjectStore failing =
                new FailingObjectStore(
                        new InMemoryObjectStore("a"), FailurePlan.random(seed, 0.5, 5));
        long failures = 0;
        for (int i = 0; i < 100; i++) {
            try {
                put(failing, "o" + i);
            } catch (ObjectStoreException e) {
                failures++;
            }
        }
        return failures;
    }

    /** Four puts, alternating between two stores under one plan. */
    private static void scenario(ObjectStore a, ObjectStore b, FailurePlan plan)
            throws ObjectStoreException {
        for (int step = 0; step < STEPS; step++) {
            put(new FailingObjectStore(step % 2 == 0 ? a : b, plan), "o" + step);
        }
    }

    private static void put(ObjectStore store, String name) throws ObjectStoreException {
        store.putIfAbsent(ObjectName.of(name), ByteBuffer.allocate(1));
    }
}
