package io.reducto.tier.file;

import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectStoreProvider;
import java.net.URI;
import java.util.Set;

/** Back end of {@code file:} URIs. */
public final class FilesystemProvider implements ObjectStoreProvider {
    @Override
    public Set<String> schemes() {
        return Set.of(VolumeAddress.SCHEME);
    }

    @Override
    public ObjectStore open(URI uri) throws ObjectStoreException {
        return FilesystemObjectStore.open(uri);
    }

    @Override
    public ObjectStore create(URI uri) throws ObjectStoreException {
        return FilesystemObjectStore.create(uri);
    }
}
