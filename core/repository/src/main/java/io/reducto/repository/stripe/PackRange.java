package io.reducto.repository.stripe;

/**
 * A range of a pack file.
 *
 * @param offset of its first byte
 * @param length in bytes
 */
public record PackRange(long offset, int length) {}
