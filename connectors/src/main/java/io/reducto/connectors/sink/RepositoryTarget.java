package io.reducto.connectors.sink;

import io.reducto.repository.Repository;
import io.reducto.repository.RepositoryAddress;
import io.reducto.repository.format.RepositoryDescription;
import io.reducto.repository.stripe.Tier;
import java.io.Serializable;
import java.util.List;

/**
 * Where a job writes.
 *
 * @param address of the repository
 * @param tier name of the tier that packs go to; empty for the one called {@value #USUAL_TIER}, or
 *     the only one
 */
public record RepositoryTarget(RepositoryAddress address, String tier) implements Serializable {
    /** The tier of new data. */
    public static final String USUAL_TIER = "hot";

    /** The usual tier of a repository. */
    public static RepositoryTarget of(RepositoryAddress address) {
        return new RepositoryTarget(address, "");
    }

    /**
     * The tier, with those of its volumes that are open.
     *
     * @throws IllegalArgumentException if there is none of that name, or too few volumes are open
     */
    Tier tierIn(Repository repository) {
        if (!tier.isEmpty()) {
            return repository.tier(tier);
        }
        List<RepositoryDescription.Tier> tiers = repository.description().tiers();
        return repository.tier(tiers.size() == 1 ? tiers.get(0).name() : USUAL_TIER);
    }
}
