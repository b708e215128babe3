/**
 * What the ingest job reads and refuses: segments, and why one was rejected. Values and their wire
 * forms; nothing here knows Kafka or Flink.
 */
@NullMarked
package io.reducto.schemas.segment;

import org.jspecify.annotations.NullMarked;
