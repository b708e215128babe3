/** The way home: from a recipe to the bytes of an object, every one of them checked. */
@NullMarked
package io.reducto.repository.restore;

import org.jspecify.annotations.NullMarked;
