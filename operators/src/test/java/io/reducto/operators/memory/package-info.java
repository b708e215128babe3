@NullMarked
package io.reducto.operators.memory;

import org.jspecify.annotations.NullMarked;
