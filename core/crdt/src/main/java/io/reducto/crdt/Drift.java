package io.reducto.crdt;

/**
 * A time was seen that lies further ahead of the wall clock than a clock may be off.
 *
 * @param observed the time, which {@link HybridClock} did not take over
 * @param wallMillis the wall clock's milliseconds when it was seen
 */
public record Drift(HybridTime observed, long wallMillis) {
    /** How far ahead, in milliseconds. */
    public long aheadMillis() {
        return observed.millis() - wallMillis;
    }
}
