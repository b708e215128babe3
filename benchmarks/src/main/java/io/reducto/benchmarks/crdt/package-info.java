/** Merges of maps, ours and those of others: how long they take, how many bytes they are. */
@NullMarked
package io.reducto.benchmarks.crdt;

import org.jspecify.annotations.NullMarked;
