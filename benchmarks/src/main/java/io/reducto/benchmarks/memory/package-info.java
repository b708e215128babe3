/** Memories: how long a merge takes, by size; what the command costs; how much memory it needs. */
@NullMarked
package io.reducto.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
