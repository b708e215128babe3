@NullMarked
package io.reducto.jobs.ingest;

import org.jspecify.annotations.NullMarked;
