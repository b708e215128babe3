package io.reducto.operators.edge;

import io.reducto.codec.ChunkId;

/**
 * A candidate for a pack on its way from a chunker to the assembler of the same subtask: a chunk, a
 * page of a recipe or a recipe.
 *
 * @param subtask of the chunker
 * @param sequence its place in what that chunker has emitted since the attempt began, from 0
 * @param kind as in {@code PackFormat}
 * @param id BLAKE3-256 of its bytes
 * @param bytes hold it at {@code [offset, offset + length)}; not to be written to while it is on
 *     its way. The sender may use them again as soon as it has been collected: the edge copies
 */
public record Entry(
        int subtask, long sequence, int kind, ChunkId id, byte[] bytes, int offset, int length) {}
