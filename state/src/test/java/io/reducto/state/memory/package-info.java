@NullMarked
package io.reducto.state.memory;

import org.jspecify.annotations.NullMarked;
