/** Segments to entries: the law of uploads, cut points, recipes. */
@NullMarked
package io.reducto.operators.chunk;

import org.jspecify.annotations.NullMarked;
