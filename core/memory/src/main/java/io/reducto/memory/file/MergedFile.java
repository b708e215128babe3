package io.reducto.memory.file;

import io.reducto.memory.entry.Damage;
import java.util.List;

/**
 * Two versions of a file as one.
 *
 * @param bytes the file; without a byte where no line is left
 * @param plain how many of its lines are entries of an older workflow
 * @param damages lines of either version that were not taken
 * @param isTooNew whether a newer release wrote lines of it: nothing was merged, and {@code bytes}
 *     are ours as they were
 */
public record MergedFile(byte[] bytes, int plain, List<Damage> damages, boolean isTooNew) {}
