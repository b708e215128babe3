package io.reducto.tier.retry;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectReader;
import io.reducto.tier.ObjectStoreException;
import java.nio.ByteBuffer;

/** Compares an object with buffers, a slice at a time; leaves the buffers as they are. */
final class ContentComparison {
    private static final int SLICE_BYTES = 1 << 20;

    private final ObjectReader reader;
    private final ObjectName name;

    ContentComparison(ObjectReader reader, ObjectName name) {
        this.reader = reader;
        this.name = name;
    }

    /** Whether the object is there and consists of the remaining bytes of the buffers. */
    boolean isEqual(ByteBuffer... content) throws ObjectStoreException {
        long total = 0;
        for (ByteBuffer buffer : content) {
            total += buffer.remaining();
        }
        try {
            return reader.length(name) == total && hasEqualBytes(content);
        } catch (ObjectNotFoundException deletedMeanwhile) {
            return false;
        }
    }

    private boolean hasEqualBytes(ByteBuffer... content) throws ObjectStoreException {
        byte[] slice = new byte[SLICE_BYTES];
        long offset = 0;
        for (ByteBuffer buffer : content) {
            for (int at = buffer.position(); at < buffer.limit(); ) {
                int length = Math.min(SLICE_BYTES, buffer.limit() - at);
                reader.read(name, offset, slice, 0, length);
                if (!buffer.slice(at, length).equals(ByteBuffer.wrap(slice, 0, length))) {
                    return false;
                }
                at += length;
                offset += length;
            }
        }
        return true;
    }
}
