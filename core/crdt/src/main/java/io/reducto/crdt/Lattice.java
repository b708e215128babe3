package io.reducto.crdt;

/**
 * A state of which any two have a least upper bound.
 *
 * <p>{@link #join} is commutative, associative and idempotent; equal states have equal {@link
 * #bytes}, and only they. Summaries, deltas and trimming belong to the one type that has them,
 * {@link ObservedRemoveMap}.
 *
 * @param <T> the type itself
 */
public interface Lattice<T extends Lattice<T>> {
    /** The least upper bound of this state and {@code other}, neither of which changes. */
    T join(T other);

    /** The state that knows nothing: joining it changes nothing. */
    T zero();

    /** The canonical bytes, version 1: the same state gives the same bytes on every machine. */
    byte[] bytes();
}
