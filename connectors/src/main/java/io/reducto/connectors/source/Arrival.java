package io.reducto.connectors.source;

import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Rejection;

/** What a message turned out to be. */
public sealed interface Arrival {
    /** A segment. */
    record Taken(Received received) implements Arrival {}

    /** Poison input. */
    record Refused(Rejection rejection) implements Arrival {}
}
