/**
 * States that several replicas change without asking each other and that merge by {@link
 * io.reducto.crdt.Lattice#join}: the order and the number of merges make no difference.
 *
 * <p>The state is a growing set of immutable {@link io.reducto.crdt.Write}s and of what is known of
 * progress; everything else is computed from it. What is absent is unknown, never removed.
 */
@NullMarked
package io.reducto.crdt;

import org.jspecify.annotations.NullMarked;
