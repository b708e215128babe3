package io.reducto.repository;

import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.log.CommitLog;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which repository: where some of its metadata volumes are. One is enough, it names the others;
 * several are for the day on which one is lost.
 *
 * @param volumes URIs of metadata volumes, one or more
 */
public record RepositoryAddress(List<URI> volumes) implements Serializable {
    /** Copies the list, which must not be empty. */
    public RepositoryAddress {
        volumes = List.copyOf(volumes);
        if (volumes.isEmpty()) {
            throw new IllegalArgumentException(
                    "repository: expected the address of a metadata volume, found none");
        }
    }

    /** How volumes are opened; {@code ObjectStores::open}, with or without decorators. */
    @FunctionalInterface
    public interface Opener {
        /** Opens a volume that exists. */
        ObjectStore open(URI uri) throws ObjectStoreException;
    }

    /**
     * The address that an operator wrote.
     *
     * @param volumes URIs, or folders of this machine
     * @throws IllegalArgumentException if there are none, or one is no URI
     */
    public static RepositoryAddress parse(List<String> volumes) {
        return new RepositoryAddress(volumes.stream().map(RepositoryAddress::uri).toList());
    }

    private static URI uri(String address) {
        return address.matches("[a-z][a-z0-9+.-]*:.*")
                ? URI.create(address)
                : Path.of(address).toAbsolutePath().normalize().toUri();
    }

    /**
     * Opens every volume of the repository that answers.
     *
     * @throws ObjectStoreException if no volume of this address does, or none shows a description
     */
    public RepositoryVolumes open(Opener opener) throws ObjectStoreException {
        Map<String, ObjectStore> first = new LinkedHashMap<>();
        List<ObjectStoreException> failures = new ArrayList<>();
        for (URI uri : volumes) {
            try {
                first.put(uri.toString(), opener.open(uri));
            } catch (ObjectStoreException e) {
                failures.add(e);
            }
        }
        if (first.isEmpty()) {
            ObjectStoreException none = failures.get(0);
            failures.stream().skip(1).forEach(none::addSuppressed);
            throw none;
        }
        RepositoryVolumes opened = new RepositoryVolumes(opener);
        try {
            RepositoryDescription description = CommitLog.describe(first);
            opened.openAll(description, new ArrayList<>(first.values()));
            return opened;
        } catch (ObjectStoreException | RuntimeException e) {
            opened.close();
            for (ObjectStore store : first.values()) {
                store.close();
            }
            throw e;
        }
    }

    /** The URIs with commas between them. */
    @Override
    public String toString() {
        return volumes.stream().map(URI::toString).collect(Collectors.joining(","));
    }
}
