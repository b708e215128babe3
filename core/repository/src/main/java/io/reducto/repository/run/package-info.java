/**
 * Runs: immutable sorted maps of byte strings, kept as static search trees of pages in packs, and
 * their merging. {@code docs/format/run.md} is the format.
 *
 * <p>Out: {@code LocationIndex}, {@code Catalogue} and {@code StripeCatalogue} turn ids and names
 * into keys and values → {@code RunWriter} sorts them into pages → a {@code PageSink} puts those
 * into packs. Home: {@code RunReader} finds the pages of a key through a {@code PageSource} and a
 * {@code PageCache}, {@code RunSet} asks several runs, newest first. {@code RunLevels} says which
 * runs to merge, {@code RunMerge} does it.
 *
 * <p>Errors: bytes that break a rule are a {@code DataException}; what the world refuses to a
 * source or sink is an {@code IOException}, passed on as it is and never retried here.
 */
@NullMarked
package io.reducto.repository.run;

import org.jspecify.annotations.NullMarked;
