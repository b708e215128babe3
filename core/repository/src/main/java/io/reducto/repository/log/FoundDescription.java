package io.reducto.repository.log;

import io.reducto.repository.format.RepositoryDescription;
import java.util.Set;

/**
 * The description in force.
 *
 * @param description it
 * @param file its bytes
 * @param holders names of the volumes on which it was seen
 * @param newestSeen greatest generation of which any volume has a description, whole or not
 */
record FoundDescription(
        RepositoryDescription description, byte[] file, Set<String> holders, int newestSeen) {

    /** Whether m + 1 volumes hold it, so that nobody can be of another opinion. */
    boolean isProven() {
        return holders.size() >= description.copies();
    }

    /** Whether a newer one was begun and is certainly not on m + 1 volumes. */
    boolean isRepairInterrupted() {
        return newestSeen > description.generation();
    }
}
