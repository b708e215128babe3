package io.reducto.tier.file;

import java.util.UUID;

/**
 * A random name of this process, one for all class loaders in it (hence a system property: an
 * engine loads this class once per job, and file locks belong to the process).
 */
final class ProcessToken {
    private static final String PROPERTY = "reducto.tier.process";

    private ProcessToken() {}

    static String get() {
        return System.getProperties()
                .computeIfAbsent(PROPERTY, absent -> UUID.randomUUID().toString().replace("-", ""))
                .toString();
    }
}
