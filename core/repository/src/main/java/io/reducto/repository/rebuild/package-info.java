/**
 * Rebuilding the runs of a repository from its packs, when those that the newest commit names are
 * lost: {@code docs/rebuild.md}.
 *
 * <p>{@code StripeScan} finds the stripes on the volumes → {@code PublishedEpochs} says which of
 * their packs a commit has published → {@code RunRebuild} reads their trailers, {@code RunSorter}
 * brings entries into order, {@code RunStore} writes them as runs → a commit puts those in the
 * place of the lost ones.
 *
 * <p>What cannot be counted is data, a {@code LeftOut}, not an error and not a log line.
 */
@NullMarked
package io.reducto.repository.rebuild;

import org.jspecify.annotations.NullMarked;
