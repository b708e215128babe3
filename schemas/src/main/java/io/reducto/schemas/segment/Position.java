package io.reducto.schemas.segment;

/**
 * Where a message stands.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 * @param timestamp milliseconds since 1970 UTC at which the broker appended it
 */
public record Position(String topic, int partition, long offset, long timestamp) {
    /** As errors name a message. */
    @Override
    public String toString() {
        return "%s:%d@%d".formatted(topic, partition, offset);
    }
}
