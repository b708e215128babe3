/**
 * Compression of blocks: zstd at any level, by named profiles, with reused contexts and reference
 * prefixes.
 */
@NullMarked
package io.reducto.codec.compress;

import org.jspecify.annotations.NullMarked;
