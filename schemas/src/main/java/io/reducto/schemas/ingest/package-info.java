/**
 * What the ingest job keeps in checkpoints of what it has staged, generated from {@code
 * src/main/avro/ingest}: descriptor, committable, state of the sink's writer. {@code
 * docs/format/ingest-state.md} is their page.
 *
 * <p>Mutable carriers between bytes and the types of the repository; nothing else hands them on.
 * Unions with null give null, which the generator cannot annotate: hence not marked.
 */
@NullUnmarked
package io.reducto.schemas.ingest;

import org.jspecify.annotations.NullUnmarked;
