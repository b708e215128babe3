package io.reducto.memory.git;

import java.util.IdentityHashMap;

/** The names that files have in a repository, each array hashed once. For one thread. */
public final class BlobNames {
    private final ObjectFormat format;
    private final IdentityHashMap<byte[], ObjectId> names = new IdentityHashMap<>();

    /** Names in repositories of {@code format}. */
    public BlobNames(ObjectFormat format) {
        this.format = format;
    }

    /** The name of {@code file}, which is not to be changed any more. */
    public ObjectId of(byte[] file) {
        return names.computeIfAbsent(file, format::blob);
    }
}
