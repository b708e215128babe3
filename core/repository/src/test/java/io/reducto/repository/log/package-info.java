/** Proof of the commit log: by crashing, racing and losing volumes at every step. */
@NullMarked
package io.reducto.repository.log;

import org.jspecify.annotations.NullMarked;
