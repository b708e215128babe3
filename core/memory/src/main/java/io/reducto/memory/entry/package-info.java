/**
 * Entries of memories: what their keys, times and contents are, and how files that a user's tools
 * wrote are read without losing a byte.
 */
@NullMarked
package io.reducto.memory.entry;

import org.jspecify.annotations.NullMarked;
