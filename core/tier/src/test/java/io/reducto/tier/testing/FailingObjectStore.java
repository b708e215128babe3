package io.reducto.tier.testing;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import io.reducto.tier.RetryableObjectStoreException;
import io.reducto.tier.StoreCall;
import io.reducto.tier.StoreOperation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A store that fails as its {@link FailurePlan} says. {@code uri} and {@code close} never fail and
 * are not counted. Safe for use by several threads.
 */
public final class FailingObjectStore implements ObjectStore {
    private final ObjectStore delegate;
    private final FailurePlan plan;

    /** Fails calls to {@code delegate} by a plan that it may share with other stores. */
    public FailingObjectStore(ObjectStore delegate, FailurePlan plan) {
        this.delegate = delegate;
        this.plan = plan;
    }

    /** Number of operations begun under the plan, all its stores together. */
    public long operationCount() {
        return plan.operationCount();
    }

    @Override
    public URI uri() {
        return delegate.uri();
    }

    @Override
    public long length(ObjectName name) throws ObjectStoreException {
        return call(StoreOperation.LENGTH, name.value(), () -> delegate.length(name));
    }

    @Override
    public void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
            throws ObjectStoreException {
        run(
                StoreOperation.READ,
                name.value(),
                () -> delegate.read(name, offset, target, targetOffset, length));
    }

    @Override
    public ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException {
        return call(
                StoreOperation.READ_TAIL, name.value(), () -> delegate.readTail(name, bytesMax));
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) throws ObjectStoreException {
        return call(StoreOperation.LIST, prefix, () -> delegate.list(prefix, startAfter));
    }

    @Override
    public void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException {
        run(StoreOperation.PUT_IF_ABSENT, name.value(), () -> delegate.putIfAbsent(name, content));
    }

    @Override
    public void delete(ObjectName name) throws ObjectStoreException {
        run(StoreOperation.DELETE, name.value(), () -> delegate.delete(name));
    }

    @Override
    public long sweep() throws ObjectStoreException {
        return call(StoreOperation.SWEEP, "", delegate::sweep);
    }

    @Override
    public void close() throws ObjectStoreException {
        delegate.close();
    }

    private void run(StoreOperation operation, String subject, Action action)
            throws ObjectStoreException {
        call(
                operation,
                subject,
                () -> {
                    action.run();
                    return true;
                });
    }

    private <T> T call(StoreOperation operation, String subject, Effect<T> effect)
            throws ObjectStoreException {
        Optional<FailurePlan.Failure> failure = plan.next();
        if (failure.isEmpty()) {
            return effect.happen();
        }
        ObjectStoreException planned =
                exception(new StoreCall(uri(), operation, subject), failure.get());
        if (failure.get().moment() == FailurePlan.Moment.AFTER) {
            happenUnseen(effect, planned);
        }
        throw planned;
    }

    // Whatever the store answered, success or refusal, the answer was lost.
    private static void happenUnseen(Effect<?> effect, ObjectStoreException planned) {
        try {
            effect.happen();
        } catch (ObjectStoreException lostAnswer) {
            planned.addSuppressed(lostAnswer);
        }
    }

    private static ObjectStoreException exception(StoreCall call, FailurePlan.Failure failure) {
        String found = "a planned failure, " + failure.moment() + " the effect";
        return failure.isCrash()
                ? new CrashException(call)
                : new RetryableObjectStoreException(call, "success", found, "try again", null);
    }

    /** The process is dead; whatever catches this and goes on gets it again. */
    public static final class CrashException extends ObjectStoreException {
        private static final long serialVersionUID = 1L;

        CrashException(StoreCall call) {
            super(call, "success", "a planned crash", "open the store anew", null);
        }
    }

    private interface Effect<T> {
        T happen() throws ObjectStoreException;
    }

    private interface Action {
        void run() throws ObjectStoreException;
    }
}
