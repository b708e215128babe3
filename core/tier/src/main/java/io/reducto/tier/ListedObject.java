package io.reducto.tier;

/**
 * One object of a listing.
 *
 * @param length in bytes
 */
public record ListedObject(ObjectName name, long length) {}
