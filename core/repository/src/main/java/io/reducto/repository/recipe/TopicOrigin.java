package io.reducto.repository.recipe;

/**
 * The messages that an object came in.
 *
 * @param topic their topic
 * @param partition their partition
 * @param firstOffset of the first segment
 * @param lastOffset of the last segment
 */
public record TopicOrigin(String topic, int partition, long firstOffset, long lastOffset) {
    /** Refuses offsets that run backwards. */
    public TopicOrigin {
        if (topic.isEmpty() || partition < 0 || firstOffset < 0 || lastOffset < firstOffset) {
            throw new IllegalArgumentException(
                    "origin: expected a topic and ascending offsets, found %s:%d [%d, %d]"
                            .formatted(topic, partition, firstOffset, lastOffset));
        }
    }
}
