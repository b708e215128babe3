package io.reducto.tier;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets writers race for a name and looks whether the store honours {@link
 * ObjectWriter#putIfAbsent}: some stores accept the condition and ignore it. Writers run it at
 * start, readers do not.
 *
 * <p>A detector, not a proof: a store that breaks the rule seldom, or only between its own nodes,
 * may pass. A store that fails it must not be written to.
 *
 * <p>Give it the store with its retry decorator: under a race a remote store may ask to try again.
 * The objects of a probe are below {@value #PREFIX} under random names, and deleted at its end;
 * those of a probe that died belong to nobody and may be deleted when no writer is starting. For
 * one thread; starts {@value #WRITERS} of its own and ends them.
 */
public final class PutIfAbsentProbe {
    /** Where the objects of probes are. */
    public static final String PREFIX = "probe/";

    private static final int WRITERS = 8;
    private static final int ROUNDS = 3;
    private static final int CONTENT_BYTES = 1024;

    private final ObjectStore store;
    private final RandomGenerator random;
    private final Duration timeout;

    /**
     * @param random makes names and contents; must not repeat those of another process
     * @param timeout longest time for one round of {@value #WRITERS} small puts
     */
    public PutIfAbsentProbe(ObjectStore store, RandomGenerator random, Duration timeout) {
        this.store = store;
        this.random = random;
        this.timeout = timeout;
    }

    /**
     * Runs the race.
     *
     * @throws ObjectStoreException if the store broke the rule (the message says how), failed, or
     *     did not answer in time
     */
    public void run() throws ObjectStoreException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS, PutIfAbsentProbe::thread);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                race(threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    // A daemon: a put that never returns must not keep the process.
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "put-if-absent-probe");
        thread.setDaemon(true);
        return thread;
    }

    private void race(ExecutorService threads) throws ObjectStoreException {
        ObjectName name =
                ObjectName.of(
                        PREFIX + "%016x%016x".formatted(random.nextLong(), random.nextLong()));
        ObjectStoreException failure = null;
        try {
            judge(name, contents(), threads);
        } catch (ObjectStoreException e) {
            failure = e;
            throw e;
        } finally {
            cleanUp(name, failure);
        }
    }

    private void judge(ObjectName name, List<byte[]> contents, ExecutorService threads)
            throws ObjectStoreException {
        List<Boolean> won = putAll(name, contents, threads);
        long winners = won.stream().filter(w -> w).count();
        if (winners != 1) {
            throw broken(name, "one of %d writers to win".formatted(WRITERS), winners + " winners");
        }
        expect(name, contents.get(won.indexOf(true)), "the winner's content");
        byte[] late = contents.get(won.indexOf(false));
        if (put(name, late)) {
            throw broken(name, "a later put to be refused", "that it was accepted");
        }
        expect(name, contents.get(won.indexOf(true)), "the winner's content after a later put");
    }

    private List<Boolean> putAll(ObjectName name, List<byte[]> contents, ExecutorService threads)
            throws ObjectStoreException {
        CountDownLatch ready = new CountDownLatch(WRITERS);
        List<Callable<Boolean>> puts = new ArrayList<>();
        for (byte[] content : contents) {
            puts.add(
                    () -> {
                        ready.countDown();
                        ready.await();
                        return put(name, content);
                    });
        }
        try {
            List<Boolean> won = new ArrayList<>();
            for (Future<Boolean> put :
                    threads.invokeAll(puts, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                won.add(put.get());
            }
            return won;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(name, "an interrupted thread", e);
        } catch (CancellationException e) {
            throw failed(name, "a put that took longer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ObjectStoreException failure) {
                throw failure;
            }
            throw new IllegalStateException("probe failed", e.getCause());
        }
    }

    /** Whether the store accepted it. */
    private boolean put(ObjectName name, byte[] content) throws ObjectStoreException {
        try {
            store.putIfAbsent(name, ByteBuffer.wrap(content));
            return true;
        } catch (ObjectExistsException refused) {
            return false;
        }
    }

    private void expect(ObjectName name, byte[] content, String what) throws ObjectStoreException {
        ObjectTail found = store.readTail(name, CONTENT_BYTES + 1);
        if (!Arrays.equals(content, found.bytes())) {
            throw broken(name, what, "another content of %d bytes".formatted(found.objectLength()));
        }
    }

    private List<byte[]> contents() {
        List<byte[]> contents = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            byte[] content = new byte[CONTENT_BYTES];
            random.nextBytes(content);
            contents.add(content);
        }
        return contents;
    }

    private void cleanUp(ObjectName name, @Nullable ObjectStoreException failure)
            throws ObjectStoreException {
        try {
            store.delete(name);
        } catch (ObjectStoreException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        }
    }

    private ObjectStoreException broken(ObjectName name, String expected, String found) {
        return new ObjectStoreException(
                StoreCall.of(store.uri(), StoreOperation.PUT_IF_ABSENT, name),
                expected,
                found,
                "this store does not honour put-if-absent: use another one",
                null);
    }

    private ObjectStoreException failed(ObjectName name, String found, Exception cause) {
        return new ObjectStoreException(
                StoreCall.of(store.uri(), StoreOperation.PUT_IF_ABSENT, name),
                "an answer within " + timeout,
                found,
                "check the store and the way to it",
                cause);
    }
}
