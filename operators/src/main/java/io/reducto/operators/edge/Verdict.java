package io.reducto.operators.edge;

/**
 * The answer to a {@link Question}, on its way to the subtask that asked.
 *
 * @param subtask that asked
 * @param sequence of the entry that it asked about
 * @param holding who holds it
 */
public record Verdict(int subtask, long sequence, Holding holding) {}
