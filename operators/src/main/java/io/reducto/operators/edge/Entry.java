package io.reducto.operators.edge;

import io.reducto.codec.ChunkId;

/**
 * A candidate for a pack on its way from a chunker to the assembler of the same subtask: a chunk, a
 * page of a recipe or a recipe. It never leaves the process.
 *
 * @param sequence its place in what that chunker has handed over since the attempt began, from 0
 * @param kind as in {@code PackFormat}
 * @param id BLAKE3-256 of its bytes
 * @param bytes hold it at {@code [offset, offset + length)}; shared with other entries, and nobody
 *     writes to them
 */
public record Entry(long sequence, int kind, ChunkId id, byte[] bytes, int offset, int length) {}
