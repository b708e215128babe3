package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The laws of a lattice, and that its bytes are canonical. */
@ExtendWith(Seed.Extension.class)
abstract class LatticeContract<T extends Lattice<T>> {
    private static final int UNIVERSES = 1_000;

    /** States that overlap: three or more, drawn from one set of writes. */
    abstract List<T> states(Seed seed);

    abstract T read(byte[] bytes);

    @Test
    void joinIsCommutativeAssociativeAndIdempotent(Seed seed) {
        for (int i = 0; i < UNIVERSES; i++) {
            List<T> states = states(seed);
            T a = draw(states, seed);
            T b = draw(states, seed);
            T c = draw(states, seed);
            same(a.join(b), b.join(a));
            same(a.join(b).join(c), a.join(b.join(c)));
            same(a.join(a), a);
            same(a.join(a.zero()), a);
            same(a.zero().join(a), a);
        }
    }

    @Test
    void joinIsMonotoneAndAnUpperBound(Seed seed) {
        for (int i = 0; i < UNIVERSES; i++) {
            List<T> states = states(seed);
            T a = draw(states, seed);
            T above = a.join(draw(states, seed));
            T c = draw(states, seed);
            same(a.join(above), above);
            same(a.join(c).join(above.join(c)), above.join(c));
        }
    }

    @Test
    void joinChangesNeitherSide(Seed seed) {
        for (int i = 0; i < UNIVERSES / 10; i++) {
            List<T> states = states(seed);
            T a = draw(states, seed);
            T b = draw(states, seed);
            byte[] before = a.bytes();
            byte[] beside = b.bytes();
            assertThat(a.join(b)).isNotNull();
            assertThat(a.bytes()).isEqualTo(before);
            assertThat(b.bytes()).isEqualTo(beside);
        }
    }

    @Test
    void bytesAreEqualIffStatesAre(Seed seed) {
        for (int i = 0; i < UNIVERSES; i++) {
            List<T> states = states(seed);
            T a = draw(states, seed);
            T b = draw(states, seed);
            assertThat(java.util.Arrays.equals(a.bytes(), b.bytes())).isEqualTo(a.equals(b));
            T read = read(a.bytes());
            same(read, a);
            assertThat(read.hashCode()).isEqualTo(a.hashCode());
        }
    }

    private T draw(List<T> states, Seed seed) {
        return states.get(seed.between(0, states.size()));
    }

    private void same(T found, T expected) {
        assertThat(found).isEqualTo(expected);
        assertThat(found.bytes()).isEqualTo(expected.bytes());
    }
}
