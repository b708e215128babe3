package io.reducto.benchmarks.crdt;

/**
 * A line of the table.
 *
 * @param merge of the other replica's state, in memory
 * @param take of the bytes of the difference
 * @param state of both
 * @param delta the difference
 */
record Row(String implementation, int keys, Times merge, Times take, Sizes state, Sizes delta) {}
