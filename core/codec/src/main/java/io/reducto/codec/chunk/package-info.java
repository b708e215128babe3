/**
 * Chunking: where an object is cut, decided by its content, so that an insertion moves the cuts
 * around it and no others. Spans tile the object; cut points depend on the bytes and the {@link
 * io.reducto.codec.chunk.ChunkingSpec} only.
 */
@NullMarked
package io.reducto.codec.chunk;

import org.jspecify.annotations.NullMarked;
