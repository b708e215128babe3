/** How fast the parts and the whole are, beside what others wrote. Nothing imports it. */
@NullMarked
package io.reducto.benchmarks;

import org.jspecify.annotations.NullMarked;
