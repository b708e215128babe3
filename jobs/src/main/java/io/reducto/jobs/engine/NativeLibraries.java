package io.reducto.jobs.engine;

import com.github.luben.zstd.Zstd;
import org.rocksdb.RocksDB;

/** The native libraries that tasks need: they stand in the cluster's {@code lib/} folder. */
public final class NativeLibraries {
    private NativeLibraries() {}

    /** Loads each, so that a missing one ends at submission and not in a task. */
    public static void require() throws RefusedException {
        load("zstd-jni", () -> Zstd.compressBound(1));
        load("frocksdbjni", RocksDB::loadLibrary);
    }

    private static void load(String jar, Runnable use) throws RefusedException {
        try {
            use.run();
        } catch (LinkageError | RuntimeException e) {
            throw new RefusedException(
                    "refused: native library of %s: expected it in the cluster's lib/ folder, found: %s; put the jar there on every node, and restart the cluster"
                            .formatted(jar, e),
                    e);
        }
    }
}
