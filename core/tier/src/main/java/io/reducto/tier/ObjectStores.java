package io.reducto.tier;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Opens a volume by its URI with the back end that knows the scheme. */
public final class ObjectStores {
    private final List<ObjectStoreProvider> providers;

    /** Knows these back ends. */
    ObjectStores(List<ObjectStoreProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /**
     * Opens a volume that exists.
     *
     * @throws ObjectStoreException if the scheme is unknown (the message lists the known ones), if
     *     there is no volume, or if it is another than the URI names
     */
    public static ObjectStore open(URI uri) throws ObjectStoreException {
        return installed().provider(uri, StoreOperation.OPEN).open(uri);
    }

    /**
     * Makes a new, empty volume and opens it; never turns an existing one into a new one.
     *
     * @throws ObjectStoreException as {@link #open}
     * @throws ObjectExistsException if there is a volume already
     */
    public static ObjectStore create(URI uri) throws ObjectStoreException {
        return installed().provider(uri, StoreOperation.CREATE).create(uri);
    }

    // The loader of this class, not the thread's: inside an engine the two differ, and back ends
    // travel in the same jar as the contract.
    private static ObjectStores installed() {
        List<ObjectStoreProvider> found = new ArrayList<>();
        ServiceLoader.load(ObjectStoreProvider.class, ObjectStores.class.getClassLoader())
                .forEach(found::add);
        return new ObjectStores(found);
    }

    ObjectStoreProvider provider(URI uri, StoreOperation operation) throws ObjectStoreException {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        List<ObjectStoreProvider> matching =
                providers.stream().filter(p -> p.schemes().contains(scheme)).toList();
        if (matching.size() != 1) {
            throw new ObjectStoreException(
                    new StoreCall(uri, operation, ""),
                    "a URI with one of the schemes " + schemes(),
                    matching.isEmpty()
                            ? "scheme \"%s\"".formatted(scheme)
                            : "%d back ends for \"%s\"".formatted(matching.size(), scheme),
                    "correct the URI, or have exactly one module for that scheme on the class path",
                    null);
        }
        return matching.get(0);
    }

    private Set<String> schemes() {
        TreeSet<String> known = new TreeSet<>();
        providers.forEach(p -> known.addAll(p.schemes()));
        return known;
    }
}
