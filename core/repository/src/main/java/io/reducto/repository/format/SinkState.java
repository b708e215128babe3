package io.reducto.repository.format;

import io.reducto.codec.LineageId;

/**
 * What the writer of a lineage's committables must remember across restarts.
 *
 * @param lineage its own
 * @param previous checkpoint id of its last committable with content, 0 before the first
 */
public record SinkState(LineageId lineage, long previous) {
    /** Refuses negative ids. */
    public SinkState {
        Rule.range("previous checkpoint id", previous, 0, Long.MAX_VALUE);
    }
}
