package io.reducto.schemas.segment;

/**
 * A segment and the message that it came in.
 *
 * @param segment the piece
 * @param position of its message
 */
public record Received(Segment segment, Position position) {}
