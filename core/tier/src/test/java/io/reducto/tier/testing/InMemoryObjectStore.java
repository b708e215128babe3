package io.reducto.tier.testing;

import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import io.reducto.tier.RangeNotSatisfiableException;
import io.reducto.tier.StoreCall;
import io.reducto.tier.StoreOperation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The contract without a disk: fast enough to run a commit once per step of it. Closing forgets
 * nothing, so that a test can "restart" on the same instance. Safe for use by several threads.
 */
public final class InMemoryObjectStore implements ObjectStore {
    private final URI uri;
    private final NavigableMap<ObjectName, byte[]> objects = new ConcurrentSkipListMap<>();
    private volatile boolean isClosed;

    /** An empty store {@code memory:<label>}. */
    public InMemoryObjectStore(String label) {
        this.uri = URI.create("memory:" + label);
    }

    /** Makes calls legal again after {@link #close}. */
    public InMemoryObjectStore reopen() {
        isClosed = false;
        return this;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public long length(ObjectName name) throws ObjectStoreException {
        return find(name, begin(StoreOperation.LENGTH, name)).length;
    }

    @Override
    public void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
            throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.READ, name);
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
        Objects.checkFromIndexSize(targetOffset, length, target.length);
        byte[] object = find(name, call);
        if (offset > object.length - length) {
            throw new RangeNotSatisfiableException(call, offset, length, object.length);
        }
        System.arraycopy(object, (int) offset, target, targetOffset, length);
    }

    @Override
    public ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.READ_TAIL, name);
        if (bytesMax < 1 || bytesMax > TAIL_BYTES_MAX) {
            throw new IllegalArgumentException("bytesMax out of range: " + bytesMax);
        }
        byte[] object = find(name, call);
        int from = Math.max(0, object.length - bytesMax);
        return new ObjectTail(Arrays.copyOfRange(object, from, object.length), object.length);
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        ObjectName.checkPrefix(prefix);
        ObjectName.checkPrefix(startAfter);
        requireOpen();
        List<ListedObject> page = new ArrayList<>();
        for (Map.Entry<ObjectName, byte[]> entry : objects.entrySet()) {
            String name = entry.getKey().value();
            if (name.startsWith(prefix) && name.compareTo(startAfter) > 0) {
                if (page.size() == PAGE_OBJECTS_MAX) {
                    return new ObjectPage(page, true);
                }
                page.add(new ListedObject(entry.getKey(), entry.getValue().length));
            }
        }
        return new ObjectPage(page, false);
    }

    @Override
    public void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.PUT_IF_ABSENT, name);
        int total = Arrays.stream(content).mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer object = ByteBuffer.allocate(total);
        for (ByteBuffer buffer : content) {
            object.put(buffer.duplicate());
        }
        if (objects.putIfAbsent(name, object.array()) != null) {
            throw new ObjectExistsException(call, null);
        }
    }

    @Override
    public void delete(ObjectName name) {
        begin(StoreOperation.DELETE, name);
        objects.remove(name);
    }

    @Override
    public long sweep() {
        requireOpen();
        return 0;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private StoreCall begin(StoreOperation operation, ObjectName name) {
        requireOpen();
        return StoreCall.of(uri, operation, name);
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("store is closed: " + uri);
        }
    }

    private byte[] find(ObjectName name, StoreCall call) throws ObjectNotFoundException {
        byte[] object = objects.get(name);
        if (object == null) {
            throw new ObjectNotFoundException(call, null);
        }
        return object;
    }
}
