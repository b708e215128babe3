package io.reducto.crdt;

/**
 * One dot names two different writes: a replica id was used twice, or a replica went back to an
 * older copy of itself. Both writes are kept.
 *
 * @param key of the write that came second
 */
public record Equivocation(Dot dot, String key) {}
