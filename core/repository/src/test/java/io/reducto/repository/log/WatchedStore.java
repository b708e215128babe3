package io.reducto.repository.log;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import java.net.URI;
import java.nio.ByteBuffer;

/** Lets a watcher look after each put, whatever its outcome: only puts change what readers see. */
final class WatchedStore implements ObjectStore {
    private final ObjectStore delegate;
    private final Runnable watcher;

    WatchedStore(ObjectStore delegate, Runnable watcher) {
        this.delegate = delegate;
        this.watcher = watcher;
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
    public void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException {
        try {
            delegate.putIfAbsent(name, content);
        } finally {
            watcher.run();
        }
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
    public void close() throws ObjectStoreException {
        delegate.close();
    }
}
