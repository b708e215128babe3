package io.reducto.tier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Walks a listing page by page: holds one page, asks for the next when it is used up.
 *
 * <pre>{@code
 * ObjectListing listing = new ObjectListing(store, "packs/");
 * for (Optional<ListedObject> next = listing.next(); next.isPresent(); next = listing.next()) { … }
 * }</pre>
 *
 * <p>Nothing has to be closed. For one thread.
 */
public final class ObjectListing {
    private final ObjectReader reader;
    private final String prefix;
    private final Deque<ListedObject> page = new ArrayDeque<>();
    private String startAfter = "";
    private boolean hasMore = true;

    /** Will list the objects of {@code reader} whose names begin with {@code prefix}. */
    public ObjectListing(ObjectReader reader, String prefix) {
        this.reader = reader;
        this.prefix = ObjectName.checkPrefix(prefix);
    }

    /** The next object in the order of names, or nothing at the end. */
    public Optional<ListedObject> next() throws ObjectStoreException {
        while (page.isEmpty() && hasMore) {
            ObjectPage fetched = reader.list(prefix, startAfter);
            page.addAll(fetched.objects());
            hasMore = fetched.hasMore();
        }
        ListedObject next = page.poll();
        if (next != null) {
            startAfter = next.name().value();
        }
        return Optional.ofNullable(next);
    }
}
