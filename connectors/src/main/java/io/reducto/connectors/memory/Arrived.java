package io.reducto.connectors.memory;

import io.reducto.crdt.ObservedRemoveMap;

/** What a source has read. */
public sealed interface Arrived {
    /**
     * Writes, and what is known of progress; may be nothing at all, which says that a remote is
     * there.
     */
    record Part(ObservedRemoveMap state) implements Arrived {}

    /**
     * What cannot be taken.
     *
     * @param notice a message of the topic of rejections, see {@link Rejection}
     */
    record Refused(byte[] notice) implements Arrived {}
}
