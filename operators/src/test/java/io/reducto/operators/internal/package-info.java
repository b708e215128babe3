@NullMarked
package io.reducto.operators.internal;

import org.jspecify.annotations.NullMarked;
