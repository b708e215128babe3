/** What a repository holds, counted exactly. */
@NullMarked
package io.reducto.repository.statistics;

import org.jspecify.annotations.NullMarked;
