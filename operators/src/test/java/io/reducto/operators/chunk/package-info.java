@NullMarked
package io.reducto.operators.chunk;

import org.jspecify.annotations.NullMarked;
