/** Shows that what is measured does its work, and that the tables say it. */
@NullMarked
package io.reducto.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
