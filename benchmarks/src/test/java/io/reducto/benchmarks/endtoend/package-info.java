/** Tests of the comparison itself. */
@NullMarked
package io.reducto.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
