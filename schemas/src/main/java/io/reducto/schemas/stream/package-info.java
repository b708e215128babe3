/**
 * Records of the topics {@code segments}, {@code rejected} and {@code catalog}, generated from
 * {@code src/main/avro/stream}; {@code docs/format/segments.md} and {@code catalog-events.md} are
 * their pages.
 *
 * <p>For publishers and consumers that use Avro. The readers and writers of our own are in {@code
 * io.reducto.schemas.segment}. Unions with null give null, which the generator cannot annotate:
 * hence not marked.
 */
@NullUnmarked
package io.reducto.schemas.stream;

import org.jspecify.annotations.NullUnmarked;
