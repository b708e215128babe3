package io.reducto.schemas.segment;

import java.util.Optional;

/**
 * A version that a commit has entered in the catalogue. Told at least once; repository, number of
 * the commit, data set, object and version identify it. Ids and digests are lower-case hexadecimal
 * digits, as commands print them.
 *
 * @param commit what entered it
 * @param dataSet the data set that the object belongs to
 * @param object its name in the data set
 * @param version opaque
 * @param length of the object in bytes
 * @param root BLAKE3-256 of the object, 64 digits
 * @param recipe id of the entry that holds its recipe, 64 digits
 * @param origin where its last message stands, if it came from a topic
 */
public record CatalogEvent(
        Commit commit,
        String dataSet,
        String object,
        String version,
        long length,
        String root,
        String recipe,
        Optional<LastMessage> origin) {
    private static final int ID_DIGITS = 32;
    private static final int DIGEST_DIGITS = 64;

    /** Refuses names that are empty, a negative length, and digests of another form. */
    public CatalogEvent {
        if (dataSet.isEmpty() || object.isEmpty() || version.isEmpty() || length < 0) {
            throw new IllegalArgumentException(
                    "catalog event: expected three names and a length from 0, found '%s', '%s', '%s' and %d"
                            .formatted(dataSet, object, version, length));
        }
        checkHex("root", root, DIGEST_DIGITS);
        checkHex("recipe", recipe, DIGEST_DIGITS);
    }

    /**
     * A commit, and whose it is.
     *
     * @param repository its id, 32 digits
     * @param number of the commit, from 1
     * @param time of the commit in milliseconds since 1970 UTC
     * @param lineage of the job that made it, 32 digits
     * @param checkpoint of that job at which the commit's epoch ended, from 1
     */
    public record Commit(
            String repository, long number, long time, String lineage, long checkpoint) {
        /** Refuses numbers below 1, times before 1970, and ids of another form. */
        public Commit {
            if (number < 1 || time < 0 || checkpoint < 1) {
                throw new IllegalArgumentException(
                        "catalog event: expected commit and checkpoint from 1 and a time from 0, found %d, %d and %d"
                                .formatted(number, checkpoint, time));
            }
            checkHex("repository", repository, ID_DIGITS);
            checkHex("lineage", lineage, ID_DIGITS);
        }
    }

    /**
     * A position in the topic of segments.
     *
     * @param partition from 0
     * @param offset from 0
     */
    public record LastMessage(int partition, long offset) {
        /** Refuses negative numbers. */
        public LastMessage {
            if (partition < 0 || offset < 0) {
                throw new IllegalArgumentException(
                        "catalog event: expected a partition and an offset from 0, found %d and %d"
                                .formatted(partition, offset));
            }
        }
    }

    private static void checkHex(String what, String found, int digits) {
        if (found.length() != digits || !found.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException(
                    "catalog event: %s: expected %d hexadecimal digits, found '%s'"
                            .formatted(what, digits, found));
        }
    }
}
