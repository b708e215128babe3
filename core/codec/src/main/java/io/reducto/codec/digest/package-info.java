/**
 * Digests: BLAKE3, the identity of chunks and objects. One implementation of the tree, and behind a
 * seam the kernels that do its work.
 */
@NullMarked
package io.reducto.codec.digest;

import org.jspecify.annotations.NullMarked;
