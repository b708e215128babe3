/** The job that merges memories: its options, what it is made of, and its main. */
@NullMarked
package io.reducto.jobs.memory;

import org.jspecify.annotations.NullMarked;
