package io.reducto.schemas.segment;

/**
 * A header of a message.
 *
 * @param name its name
 * @param value its value, empty where it has none; not to be written to
 */
public record SegmentHeader(String name, byte[] value) {}
