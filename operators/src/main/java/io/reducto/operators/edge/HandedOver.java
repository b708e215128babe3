package io.reducto.operators.edge;

/**
 * Says that a chunker has handed entries over to the assembler of its subtask, in memory: it
 * travels between the two in their stead, and so stays on the right side of every barrier.
 *
 * @param subtask of the chunker
 * @param end all entries before this sequence number have been handed over
 */
public record HandedOver(int subtask, long end) {}
