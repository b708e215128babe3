package io.reducto.repository.log;

import io.reducto.codec.DataException;
import io.reducto.tier.ListedObject;
import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectListing;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A metadata volume during one call of the log. The first thing that goes wrong with it is kept,
 * and from then on it counts as one that does not answer. For one thread.
 */
final class MetadataVolume {
    private final String name;
    private final @Nullable ObjectStore store;
    private @Nullable Exception failure;
    private long head;

    /** {@code store} is null for a volume that the caller could not open. */
    MetadataVolume(String name, @Nullable ObjectStore store) {
        this.name = name;
        this.store = store;
        if (store == null) {
            failure = new IllegalStateException("volume %s: not opened".formatted(name));
        }
    }

    /** A question to the store. */
    interface Question<T> {
        T ask(ObjectStore store) throws ObjectStoreException;
    }

    /** The same volume and head, with its failure forgotten. */
    MetadataVolume anew() {
        MetadataVolume copy = new MetadataVolume(name, store);
        copy.head = head;
        return copy;
    }

    /** The store; a bad call for a volume without one. */
    ObjectStore store() {
        return Objects.requireNonNull(store, "a volume that was not opened");
    }

    String name() {
        return name;
    }

    boolean answers() {
        return failure == null;
    }

    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    void fail(Exception cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Number of the last record that it holds under the description in force; 0 for none. */
    long head() {
        return head;
    }

    void head(long number) {
        head = number;
    }

    /** The answer; nothing, and a failure that is kept, where there is none. */
    <T> Optional<T> ask(Question<T> question) {
        if (store == null || failure != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.ask(store));
        } catch (ObjectStoreException | DataException e) {
            failure = e;
            return Optional.empty();
        }
    }

    /** Where errors say that something was read. */
    String what(ObjectName object) {
        return "volume %s: %s".formatted(name, object);
    }

    static boolean has(ObjectStore store, ObjectName object) throws ObjectStoreException {
        try {
            store.length(object);
            return true;
        } catch (ObjectNotFoundException e) {
            return false;
        }
    }

    /** All of an object, in one request; {@link DataException.Malformed} above {@code bytesMax}. */
    byte[] read(ObjectStore from, ObjectName object, int bytesMax) throws ObjectStoreException {
        ObjectTail tail = from.readTail(object, bytesMax);
        if (tail.objectLength() > bytesMax) {
            throw new DataException.Malformed(
                    what(object),
                    bytesMax,
                    "expected at most %d bytes, found %d".formatted(bytesMax, tail.objectLength()));
        }
        return tail.bytes();
    }

    /** Whether the object is new; it is durable in either case. */
    static boolean put(ObjectStore store, ObjectName object, byte[] content)
            throws ObjectStoreException {
        try {
            store.putIfAbsent(object, ByteBuffer.wrap(content));
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    /** Names with that prefix behind {@code startAfter}. */
    static List<ObjectName> names(ObjectStore store, String prefix, String startAfter)
            throws ObjectStoreException {
        if (startAfter.isEmpty()) {
            List<ObjectName> names = new ArrayList<>();
            ObjectListing listing = new ObjectListing(store, prefix);
            for (Optional<ListedObject> next = listing.next();
                    next.isPresent();
                    next = listing.next()) {
                names.add(next.get().name());
            }
            return names;
        }
        return store.list(prefix, startAfter).objects().stream().map(ListedObject::name).toList();
    }
}
