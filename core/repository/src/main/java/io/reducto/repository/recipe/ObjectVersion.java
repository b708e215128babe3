package io.reducto.repository.recipe;

/**
 * The name of one version of an object.
 *
 * @param dataSet objects that share a policy
 * @param object its name in the data set
 * @param version opaque
 */
public record ObjectVersion(String dataSet, String object, String version) {
    /** Refuses an empty part. */
    public ObjectVersion {
        if (dataSet.isEmpty() || object.isEmpty() || version.isEmpty()) {
            throw new IllegalArgumentException(
                    "object '%s' version '%s' in data set '%s': expected all three to be named"
                            .formatted(object, version, dataSet));
        }
    }

    @Override
    public String toString() {
        return dataSet + "/" + object + "@" + version;
    }
}
