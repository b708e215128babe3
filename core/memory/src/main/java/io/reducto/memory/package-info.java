/**
 * The JSON memories of many machines: entries, the files that hold them, and their exchange over
 * Git. {@code docs/format/memory.md} is the contract.
 */
@NullMarked
package io.reducto.memory;

import org.jspecify.annotations.NullMarked;
