package io.reducto.tier.retry;

import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import io.reducto.tier.RetryableObjectStoreException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Repeats calls that failed with {@link RetryableObjectStoreException}, and no others. When it
 * gives up it throws one again, whose cause is the last failure.
 *
 * <p><b>A put that may have succeeded.</b> If a put fails in a retryable way and its repetition
 * finds the name in use, the object present is compared with the content: equal means stored. So a
 * put returns normally for an object that another writer stored with the very same bytes in that
 * moment; who must know the difference puts something of his own into the content.
 *
 * <p>Interrupting a waiting thread ends the wait: an {@link ObjectStoreException}, interrupt status
 * set.
 */
public final class RetryingObjectStore implements ObjectStore {
    private final ObjectStore delegate;
    private final RetryPolicy policy;
    private final RetryTimer timer;
    private final RandomGenerator random;

    /**
     * Repeats calls to {@code delegate}; closing this closes it.
     *
     * @param random draws the waits; calls to it are serialised
     */
    public RetryingObjectStore(
            ObjectStore delegate, RetryPolicy policy, RetryTimer timer, RandomGenerator random) {
        this.delegate = delegate;
        this.policy = policy;
        this.timer = timer;
        this.random = random;
    }

    @Override
    public URI uri() {
        return delegate.uri();
    }

    @Override
    public long length(ObjectName name) throws ObjectStoreException {
        return call(isRepetition -> delegate.length(name));
    }

    @Override
    public void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
            throws ObjectStoreException {
        run(isRepetition -> delegate.read(name, offset, target, targetOffset, length));
    }

    @Override
    public ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException {
        return call(isRepetition -> delegate.readTail(name, bytesMax));
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) throws ObjectStoreException {
        return call(isRepetition -> delegate.list(prefix, startAfter));
    }

    @Override
    public void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException {
        run(isRepetition -> put(isRepetition, name, content));
    }

    private void put(boolean isRepetition, ObjectName name, ByteBuffer... content)
            throws ObjectStoreException {
        try {
            delegate.putIfAbsent(name, content);
        } catch (ObjectExistsException e) {
            if (!isRepetition || !new ContentComparison(delegate, name).isEqual(content)) {
                throw e;
            }
        }
    }

    @Override
    public void delete(ObjectName name) throws ObjectStoreException {
        run(isRepetition -> delegate.delete(name));
    }

    @Override
    public long sweep() throws ObjectStoreException {
        return call(isRepetition -> delegate.sweep());
    }

    @Override
    public void close() throws ObjectStoreException {
        delegate.close();
    }

    private void run(Action action) throws ObjectStoreException {
        call(
                isRepetition -> {
                    action.run(isRepetition);
                    return true;
                });
    }

    private <T> T call(Attempt<T> attempt) throws ObjectStoreException {
        long start = timer.nanoTime();
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.call(attempts > 1);
            } catch (RetryableObjectStoreException e) {
                waitOrGiveUp(e, attempts, start);
            }
        }
    }

    private void waitOrGiveUp(RetryableObjectStoreException failure, int attempts, long start)
            throws ObjectStoreException {
        long delay = draw(policy.delayNanosMax(attempts));
        long elapsed = timer.nanoTime() - start;
        boolean isLate = elapsed > policy.totalMax().toNanos() - delay;
        if (attempts >= policy.attemptsMax() || isLate) {
            throw new RetryableObjectStoreException(
                    failure.call(),
                    "success within %d attempts and %s"
                            .formatted(policy.attemptsMax(), policy.totalMax()),
                    "%d failures in %d ms, the last: %s"
                            .formatted(attempts, elapsed / 1_000_000, failure.getMessage()),
                    "check the store and the way to it, then try again",
                    failure);
        }
        try {
            timer.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ObjectStoreException stopped =
                    new ObjectStoreException(
                            failure.call(),
                            "to wait for the next attempt",
                            "an interrupted thread",
                            "the call was cancelled, call again",
                            failure);
            stopped.addSuppressed(e);
            throw stopped;
        }
    }

    private long draw(long boundInclusive) {
        synchronized (random) {
            return random.nextLong(boundInclusive + 1);
        }
    }

    private interface Attempt<T> {
        T call(boolean isRepetition) throws ObjectStoreException;
    }

    private interface Action {
        void run(boolean isRepetition) throws ObjectStoreException;
    }
}
