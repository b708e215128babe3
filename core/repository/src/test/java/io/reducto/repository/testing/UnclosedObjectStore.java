package io.reducto.repository.testing;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import java.net.URI;
import java.nio.ByteBuffer;

/** A store that outlives those who close it. */
record UnclosedObjectStore(ObjectStore delegate) implements ObjectStore {
    @Override
    public void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException {
        delegate.putIfAbsent(name, content);
    }

    @Override
    public URI uri() {
        return delegate.uri();
    }

    @Override
    public long length(ObjectName name) throws ObjectStoreException {
        return delegate.length(name);
    }

    @Override
    public void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
            throws ObjectStoreException {
        delegate.read(name, offset, target, targetOffset, length);
    }

    @Override
    public ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException {
        return delegate.readTail(name, bytesMax);
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) throws ObjectStoreException {
        return delegate.list(prefix, startAfter);
    }

    @Override
    public void delete(ObjectName name) throws ObjectStoreException {
        delegate.delete(name);
    }

    @Override
    public long sweep() throws ObjectStoreException {
        return delegate.sweep();
    }

    @Override
    public void close() {}
}
