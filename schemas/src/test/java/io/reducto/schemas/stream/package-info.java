/** Proof that published schemas stay as they are. */
@NullUnmarked
package io.reducto.schemas.stream;

import org.jspecify.annotations.NullUnmarked;
