@NullMarked
package io.reducto.operators.index;

import org.jspecify.annotations.NullMarked;
