package io.reducto.tier;

/**
 * The end of an object.
 *
 * @param bytes the last bytes; the caller owns the array
 * @param objectLength length of the whole object in bytes; equal to {@code bytes.length} when the
 *     tail is the whole object
 */
public record ObjectTail(byte[] bytes, long objectLength) {}
