package io.reducto.state.memory;

import io.reducto.crdt.Write;

/**
 * What a key shows under its content.
 *
 * @param write the visible one
 * @param concurrent how many other maximal values the key has
 */
public record KeyShown(Write write, int concurrent) {}
