/**
 * What the ingest job reads and tells: segments, why one was rejected, and which versions a commit
 * has entered. Values and their wire forms; nothing here knows Kafka or Flink.
 */
@NullMarked
package io.reducto.schemas.segment;

import org.jspecify.annotations.NullMarked;
