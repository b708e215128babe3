package io.reducto.tier;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param objects in the order of their names; at most {@link ObjectReader#PAGE_OBJECTS_MAX}
 * @param hasMore whether objects may follow; a page that has more is not empty, and the name of its
 *     last object is where the next page starts after
 */
public record ObjectPage(List<ListedObject> objects, boolean hasMore) {
    /** Copies the list and checks that the next page can be asked for. */
    public ObjectPage {
        objects = List.copyOf(objects);
        if (hasMore && objects.isEmpty()) {
            throw new IllegalArgumentException("a page that has more must not be empty");
        }
    }
}
