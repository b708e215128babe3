package io.reducto.repository.run;

/**
 * Completes the values of a run as they are read: what a writer of level 0 did not know yet, such
 * as the number of the commit that published it. A pure function, safe for use by several threads.
 */
@FunctionalInterface
public interface ValueStamp {
    /** Leaves values as they are. */
    ValueStamp NONE = value -> value;

    /** The completed value; {@code value} itself is not changed. */
    Slice stamp(Slice value);
}
