package io.reducto.repository.rebuild;

/**
 * Something that a rebuild did not count.
 *
 * @param omission the kind of reason
 * @param what volume, shard, pack or entry
 * @param why in words, with what was expected and found
 */
public record LeftOut(Omission omission, String what, String why) {}
