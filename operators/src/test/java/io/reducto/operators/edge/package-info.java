@NullMarked
package io.reducto.operators.edge;

import org.jspecify.annotations.NullMarked;
