/** For tests, also those of other modules: a repository in memory, and objects to stage in it. */
@NullMarked
package io.reducto.repository.testing;

import org.jspecify.annotations.NullMarked;
