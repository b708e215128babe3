/** Flink functions of the ingest job: chunk, index, assemble. Thin. */
@NullMarked
package io.reducto.operators;

import org.jspecify.annotations.NullMarked;
