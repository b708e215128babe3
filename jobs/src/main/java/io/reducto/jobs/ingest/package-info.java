/** The ingest job: segments in, commits of an erasure-coded repository out. */
@NullMarked
package io.reducto.jobs.ingest;

import org.jspecify.annotations.NullMarked;
