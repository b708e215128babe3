/** Proof that published schemas stay as they are. */
@NullUnmarked
package io.reducto.schemas.repository;

import org.jspecify.annotations.NullUnmarked;
