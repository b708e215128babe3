/** Which of the inner loops that exist twice, with vectors and without, this JVM has chosen. */
@NullMarked
package io.reducto.codec.kernel;

import org.jspecify.annotations.NullMarked;
