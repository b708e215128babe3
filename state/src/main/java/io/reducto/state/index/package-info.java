/** The membership index: which chunks are promised, and since when. */
@NullMarked
package io.reducto.state.index;

import org.jspecify.annotations.NullMarked;
