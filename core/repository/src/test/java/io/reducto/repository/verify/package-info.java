/** Faults of every kind, each of which a verification must find. */
@NullMarked
package io.reducto.repository.verify;

import org.jspecify.annotations.NullMarked;
