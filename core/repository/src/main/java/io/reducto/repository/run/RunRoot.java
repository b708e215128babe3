package io.reducto.repository.run;

/**
 * Where a run begins: all that a commit record must say so that it can be read.
 *
 * @param kind what the run maps to what
 * @param entry ordinal of its root page in that pack; the pack comes behind all those that the root
 *     page lists
 * @param stripe what is needed to find the pack of that page; handed to {@link PageSource#read}
 */
public record RunRoot(RunKind kind, int entry, byte[] stripe) {}
