/** What crosses the edges between chunker, index and assembler. */
@NullMarked
package io.reducto.operators.edge;

import org.jspecify.annotations.NullMarked;
