@NullMarked
package io.reducto.operators.assemble;

import org.jspecify.annotations.NullMarked;
