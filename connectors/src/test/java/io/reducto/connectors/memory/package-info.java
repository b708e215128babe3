@NullMarked
package io.reducto.connectors.memory;

import org.jspecify.annotations.NullMarked;
