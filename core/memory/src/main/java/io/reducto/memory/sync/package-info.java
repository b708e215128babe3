/**
 * A clone of a memory: what it keeps for itself, and how it takes in, joins, renders and exchanges
 * what it knows.
 */
@NullMarked
package io.reducto.memory.sync;

import org.jspecify.annotations.NullMarked;
