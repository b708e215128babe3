/** Shows that what is measured does its work, and that the table says it. */
@NullMarked
package io.reducto.benchmarks.crdt;

import org.jspecify.annotations.NullMarked;
