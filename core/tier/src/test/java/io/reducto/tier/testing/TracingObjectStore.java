package io.reducto.tier.testing;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import io.reducto.tier.StoreOperation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes down every call, in the order in which they ended, so that a test can say what was
 * touched:
 *
 * <pre>{@code
 * assertThat(store.calls(c -> c.operation() == READ && c.subject().startsWith("parity/"))).isEmpty();
 * assertThat(store.bytes(StoreOperation.READ)).isEqualTo(length);
 * store.assertNothingLeftOpen();
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class TracingObjectStore implements ObjectStore {
    private final ObjectStore delegate;
    private final List<TracedCall> calls = new ArrayList<>();
    private int running;
    private int closed;

    /** Traces calls to {@code delegate}. */
    public TracingObjectStore(ObjectStore delegate) {
        this.delegate = delegate;
    }

    /** The calls that match, in the order in which they ended. */
    public synchronized List<TracedCall> calls(Predicate<TracedCall> wanted) {
        return calls.stream().filter(wanted).toList();
    }

    /** Number of requests of one kind. */
    public long requests(StoreOperation operation) {
        return calls(c -> c.operation() == operation).size();
    }

    /** Content bytes moved by one kind of request. */
    public long bytes(StoreOperation operation) {
        return calls(c -> c.operation() == operation).stream().mapToLong(TracedCall::bytes).sum();
    }

    /** Forgets the calls until now. */
    public synchronized void clear() {
        calls.clear();
    }

    /** Fails unless the store was closed, once, and no call is running. */
    public synchronized void assertNothingLeftOpen() {
        if (closed != 1 || running != 0) {
            throw new AssertionError(
                    "%s: expected to be closed once with no call running, found closed %d times, %d calls running"
                            .formatted(uri(), closed, running));
        }
    }

    @Override
    public URI uri() {
        return delegate.uri();
    }

    @Override
    public long length(ObjectName name) throws ObjectStoreException {
        try (Call call = new Call(StoreOperation.LENGTH, name.value())) {
            return call.moved(0, delegate.length(name));
        }
    }

    @Override
    public void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
            throws ObjectStoreException {
        try (Call call = new Call(StoreOperation.READ, name.value())) {
            delegate.read(name, offset, target, targetOffset, length);
            call.moved(length, name);
        }
    }

    @Override
    public ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException {
        try (Call call = new Call(StoreOperation.READ_TAIL, name.value())) {
            ObjectTail tail = delegate.readTail(name, bytesMax);
            return call.moved(tail.bytes().length, tail);
        }
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) throws ObjectStoreException {
        try (Call call = new Call(StoreOperation.LIST, prefix)) {
            return call.moved(0, delegate.list(prefix, startAfter));
        }
    }

    @Override
    public void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException {
        try (Call call = new Call(StoreOperation.PUT_IF_ABSENT, name.value())) {
            delegate.putIfAbsent(name, content);
            call.moved(Arrays.stream(content).mapToLong(ByteBuffer::remaining).sum(), name);
        }
    }

    @Override
    public void delete(ObjectName name) throws ObjectStoreException {
        try (Call call = new Call(StoreOperation.DELETE, name.value())) {
            delegate.delete(name);
            call.moved(0, name);
        }
    }

    @Override
    public long sweep() throws ObjectStoreException {
        try (Call call = new Call(StoreOperation.SWEEP, "")) {
            return call.moved(0, delegate.sweep());
        }
    }

    @Override
    public void close() throws ObjectStoreException {
        synchronized (this) {
            closed++;
        }
        delegate.close();
    }

    private synchronized void begin() {
        running++;
    }

    private synchronized void end(TracedCall call) {
        running--;
        calls.add(call);
    }

    private final class Call implements AutoCloseable {
        private final StoreOperation operation;
        private final String subject;
        private long bytes;
        private boolean isFailed = true;

        Call(StoreOperation operation, String subject) {
            this.operation = operation;
            this.subject = subject;
            begin();
        }

        <T> T moved(long count, T result) {
            bytes = count;
            isFailed = false;
            return result;
        }

        @Override
        public void close() {
            end(new TracedCall(operation, subject, bytes, isFailed));
        }
    }
}
