package io.reducto.benchmarks.memory;

import java.io.IOException;
import java.util.function.Consumer;

/** A part of the measurement. */
interface Part {
    /** What it is called on the command line. */
    String name();

    /**
     * Measures; fails where what is measured does not do its work.
     *
     * @param progress hears what is measured next
     */
    Section measure(Effort effort, Consumer<String> progress)
            throws IOException, InterruptedException;
}
