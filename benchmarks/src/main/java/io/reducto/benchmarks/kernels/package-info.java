/** Kernels in one thread, each beside what others wrote for the same work. */
@NullMarked
package io.reducto.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
