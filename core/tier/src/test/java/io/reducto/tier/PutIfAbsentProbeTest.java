package io.reducto.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.tier.testing.FailingObjectStore;
import io.reducto.tier.testing.FailurePlan;
import io.reducto.tier.testing.InMemoryObjectStore;
import io.reducto.tier.testing.TracingObjectStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PutIfAbsentProbeTest {

    private final InMemoryObjectStore sound = new InMemoryObjectStore("sound");

    @Test
    void aSoundStorePassesAndIsLeftClean() throws Exception {
        TracingObjectStore traced = new TracingObjectStore(sound);
        probe(traced, Duration.ofSeconds(30)).run();
        assertThat(traced.requests(StoreOperation.PUT_IF_ABSENT)).isEqualTo(3 * 9);
        assertThat(sound.list("", "").objects()).isEmpty();
    }

    @Test
    void aStoreThatIgnoresTheConditionIsFound() {
        ObjectStore overwriting = putting((name, content) -> overwrite(name, content));
        assertThatThrownBy(() -> probe(overwriting, Duration.ofSeconds(30)).run())
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("expected one of 8 writers to win, found 8 winners")
                .hasMessageContaining("does not honour put-if-absent");
        assertThat(sound.list("", "").objects()).isEmpty();
    }

    @Test
    void aStoreThatRefusesInARaceButNotLaterIsFound() {
        AtomicInteger puts = new AtomicInteger();
        ObjectStore forgetful =
                putting(
                        (name, content) -> {
                            if (puts.incrementAndGet() > 8) {
                                overwrite(name, content);
                            } else {
                                sound.putIfAbsent(name, content);
                            }
                        });
        assertThatThrownBy(() -> probe(forgetful, Duration.ofSeconds(30)).run())
                .hasMessageContaining("expected a later put to be refused");
    }

    @Test
    void aStoreThatSaysRefusedYetOverwritesIsFound() {
        ObjectStore lying =
                putting(
                        (name, content) -> {
                            // One at a time: between the overwriter's delete and its put, another
                            // writer must not win.
                            synchronized (sound) {
                                try {
                                    sound.putIfAbsent(name, content);
                                } catch (ObjectExistsException e) {
                                    overwrite(name, content);
                                    throw e;
                                }
                            }
                        });
        assertThatThrownBy(() -> probe(lying, Duration.ofSeconds(30)).run())
                .hasMessageContaining("expected the winner's content");
    }

    @Test
    void failuresOfTheStoreAreToldAsTheyAre() {
        ObjectStore failing = new FailingObjectStore(sound, FailurePlan.random(1, 1, 8));
        assertThatThrownBy(() -> probe(failing, Duration.ofSeconds(30)).run())
                .isInstanceOf(RetryableObjectStoreException.class);
        assertThat(sound.list("", "").objects()).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswerIsTimedOut() {
        ObjectStore hanging = putting((name, content) -> Thread.sleep(60_000));
        assertThatThrownBy(() -> probe(hanging, Duration.ofMillis(50)).run())
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("expected an answer within PT0.05S");
    }

    @Test
    void anInterruptIsKept() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> probe(sound, Duration.ofSeconds(30)).run())
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static PutIfAbsentProbe probe(ObjectStore store, Duration timeout) {
        return new PutIfAbsentProbe(store, new SplittableRandom(1), timeout);
    }

    private synchronized void overwrite(ObjectName name, ByteBuffer... content)
            throws ObjectStoreException {
        sound.delete(name);
        sound.putIfAbsent(name, content);
    }

    /** The sound store with another put. */
    private ObjectStore putting(Put put) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (method.getName().equals("putIfAbsent")) {
                        put.put((ObjectName) arguments[0], (ByteBuffer[]) arguments[1]);
                        return null;
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return (ObjectStore)
                Proxy.newProxyInstance(
                        ObjectStore.class.getClassLoader(),
                        new Class<?>[] {ObjectStore.class},
                        handler);
    }

    private interface Put {
        void put(ObjectName name, ByteBuffer... content) throws Exception;
    }
}
