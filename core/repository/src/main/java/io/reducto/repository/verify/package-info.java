/** Whether everything that a commit names is there, whole, and as redundant as it should be. */
@NullMarked
package io.reducto.repository.verify;

import org.jspecify.annotations.NullMarked;
