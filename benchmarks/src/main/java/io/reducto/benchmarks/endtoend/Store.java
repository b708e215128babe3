package io.reducto.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A store that is measured. Its calls come in the order in which they stand here, once each. */
interface Store {
    /** As the table names it. */
    String name();

    /** Version and settings, for the line below the table. */
    String settings() throws IOException, InterruptedException;

    /** Makes it ready to take versions; not measured. */
    void create() throws IOException, InterruptedException;

    /**
     * Takes in all versions, in order.
     *
     * @param done hears of each
     */
    Ingested ingest(List<Version> versions, Consumer<Version> done)
            throws IOException, InterruptedException;

    /** What it keeps, in lengths of files. */
    Size size() throws IOException;

    /** Writes a version to {@code target}, a file that is not there. */
    Cost restore(Version version, Path target) throws IOException, InterruptedException;

    /** Ends what runs for it; may be called twice. */
    void end() throws IOException, InterruptedException;

    /**
     * What taking in took.
     *
     * @param all of it
     * @param workers the part of it that is the engine's workers, or all of it
     */
    record Ingested(Cost all, Cost workers) {}

    /**
     * Bytes in files.
     *
     * @param beforeParity without redundancy
     * @param withParity all; the same where a store has none
     */
    record Size(long beforeParity, long withParity) {}
}
