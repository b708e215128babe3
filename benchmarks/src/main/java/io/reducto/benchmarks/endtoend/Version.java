package io.reducto.benchmarks.endtoend;

import java.nio.file.Path;

/**
 * A version that every store gets, as a file.
 *
 * @param object what it is a version of
 * @param version its name
 * @param file its bytes
 * @param bytes its length
 */
record Version(String object, String version, Path file, long bytes) {
    /** A name for stores that have archives and no objects. */
    String archive() {
        return object + "-" + version;
    }
}
