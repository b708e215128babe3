/**
 * Compression of blocks: zstd at any level, by named profiles, with reused contexts, reference
 * prefixes and dictionaries.
 */
@NullMarked
package io.reducto.codec.compress;

import org.jspecify.annotations.NullMarked;
