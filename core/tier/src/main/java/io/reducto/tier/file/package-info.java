/** Volumes in a folder of a local or network file system, {@code file:} URIs. */
@NullMarked
package io.reducto.tier.file;

import org.jspecify.annotations.NullMarked;
