package io.reducto.repository.run;

/**
 * A run and what is to be done to its values.
 *
 * @param run to be read
 * @param stamp for each of its values; {@link ValueStamp#NONE} for runs that a merge wrote
 */
public record StampedRun(RunReader run, ValueStamp stamp) {
    /** A run whose values are complete. */
    public static StampedRun of(RunReader run) {
        return new StampedRun(run, ValueStamp.NONE);
    }
}
