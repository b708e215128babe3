@NullMarked
package io.reducto.state.upload;

import org.jspecify.annotations.NullMarked;
