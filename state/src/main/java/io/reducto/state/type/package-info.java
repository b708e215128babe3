/** Type information and serializers of values that we hold in state or send along edges. */
@NullMarked
package io.reducto.state.type;

import org.jspecify.annotations.NullMarked;
