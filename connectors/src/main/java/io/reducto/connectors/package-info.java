/** Flink sources and sinks: segments from Kafka, rejected records to Kafka, the repository sink. */
@NullMarked
package io.reducto.connectors;

import org.jspecify.annotations.NullMarked;
