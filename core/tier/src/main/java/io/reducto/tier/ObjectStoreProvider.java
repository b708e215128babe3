package io.reducto.tier;

import java.net.URI;
import java.util.Set;

/**
 * A back end: opens volumes of its URI schemes. Found by {@link java.util.ServiceLoader};
 * stateless.
 *
 * <p>Everything that locates a volume is in its URI (endpoint, region and volume id as query
 * parameters). Secrets never are: a back end takes them from the environment.
 */
public interface ObjectStoreProvider {
    /** URI schemes in lower case. */
    Set<String> schemes();

    /**
     * Opens a volume that exists.
     *
     * @throws ObjectStoreException if there is none, or if it is another than the URI names
     */
    ObjectStore open(URI uri) throws ObjectStoreException;

    /**
     * Makes a new, empty volume and opens it.
     *
     * @throws ObjectExistsException if there is one already
     */
    ObjectStore create(URI uri) throws ObjectStoreException;
}
