/**
 * Weak hashes: cheap to move along a stream byte by byte, so that spans which may be known are
 * found at any offset. They find candidates; a digest decides.
 */
@NullMarked
package io.reducto.codec.weak;

import org.jspecify.annotations.NullMarked;
