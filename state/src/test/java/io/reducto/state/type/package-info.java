@NullMarked
package io.reducto.state.type;

import org.jspecify.annotations.NullMarked;
