package io.reducto.repository.stripe;

import io.reducto.tier.ObjectStore;

/**
 * A place for shards.
 *
 * @param name by which placements refer to it, unique in the repository
 * @param domain what fails together with it: a disk, a machine, a rack
 * @param store what it is kept in; opened and closed by whoever made this
 */
public record Volume(String name, String domain, ObjectStore store) {
    /** Refuses a volume without name or domain. */
    public Volume {
        if (name.isEmpty() || domain.isEmpty()) {
            throw new IllegalArgumentException(
                    "volume '%s' in domain '%s': expected both to be named"
                            .formatted(name, domain));
        }
    }
}
