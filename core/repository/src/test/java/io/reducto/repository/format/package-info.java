/** Proof of the metadata records. */
@NullMarked
package io.reducto.repository.format;

import org.jspecify.annotations.NullMarked;
