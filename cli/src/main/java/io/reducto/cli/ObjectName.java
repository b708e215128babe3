package io.reducto.cli;

import io.reducto.repository.Snapshot;
import io.reducto.repository.run.Catalogue;
import io.reducto.repository.run.CatalogueKey;
import java.io.IOException;
import java.util.Optional;

/**
 * What a user types for an object: {@code DATASET/OBJECT}, or with a version {@code
 * DATASET/OBJECT@VERSION}. The data set ends at the first slash, the version begins behind the last
 * {@code @}.
 *
 * @param dataSet first part
 * @param object middle
 * @param version last part, if given
 */
record ObjectName(String dataSet, String object, Optional<String> version) {
    static ObjectName parse(String text) {
        int slash = text.indexOf('/');
        int at = text.lastIndexOf('@');
        boolean hasVersion = at > slash;
        String object = text.substring(slash + 1, hasVersion ? at : text.length());
        if (slash < 1 || object.isEmpty() || (hasVersion && at == text.length() - 1)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "object '%s': expected DATASET/OBJECT or DATASET/OBJECT@VERSION"
                            .formatted(text));
        }
        return new ObjectName(
                text.substring(0, slash),
                object,
                hasVersion ? Optional.of(text.substring(at + 1)) : Optional.empty());
    }

    /** The version that is meant; the latest one without a version. */
    Catalogue.Version find(Snapshot snapshot) throws IOException {
        Optional<Catalogue.Version> found;
        if (version.isPresent()) {
            CatalogueKey key = new CatalogueKey(dataSet, object, version.get());
            found = snapshot.catalogue().find(key).map(entry -> new Catalogue.Version(key, entry));
        } else {
            found = snapshot.catalogue().latest(dataSet, object);
        }
        return found.orElseThrow(
                () ->
                        new CommandFailure(
                                ExitCode.NOT_FOUND,
                                "%s is not there as of commit %d; 'reducto ls %s' lists what is"
                                        .formatted(this, snapshot.record().number(), dataSet)));
    }

    @Override
    public String toString() {
        return dataSet + "/" + object + version.map(v -> "@" + v).orElse("");
    }
}
