package io.reducto.operators.edge;

import io.reducto.codec.ChunkId;

/**
 * A chunker asks the index: is this one held already?
 *
 * @param id what is asked about
 * @param subtask of the chunker
 * @param sequence of the entry
 */
public record Question(ChunkId id, int subtask, long sequence) {}
