package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DotSetTest extends LatticeContract<DotSet> {
    @Override
    List<DotSet> states(Seed seed) {
        return List.of(
                DotSet.of(dots(seed)), DotSet.of(dots(seed)), DotSet.of(dots(seed)), DotSet.EMPTY);
    }

    @Override
    DotSet read(byte[] bytes) {
        return DotSet.read(bytes);
    }

    @Test
    void isTheSetOfItsDots(Seed seed) {
        for (int i = 0; i < 1000; i++) {
            Set<Dot> dots = dots(seed);
            DotSet set = DotSet.of(dots);
            for (ReplicaId replica : Samples.REPLICAS) {
                for (long sequence = 1; sequence < 8; sequence++) {
                    Dot dot = new Dot(replica, sequence);
                    assertThat(set.contains(dot)).isEqualTo(dots.contains(dot));
                }
            }
        }
    }

    @Test
    void prefixEndsAtTheFirstHole() {
        ReplicaId a = new ReplicaId("a");
        DotSet set = DotSet.of(List.of(new Dot(a, 1), new Dot(a, 2), new Dot(a, 4)));
        assertThat(set.prefix(VersionVector.EMPTY).sequence(a)).isEqualTo(2);
        assertThat(set.prefix(VersionVector.of(Map.of(a, 3L))).sequence(a)).isEqualTo(4);
        assertThat(set.prefix(VersionVector.of(Map.of(a, 9L))).sequence(a)).isEqualTo(9);
        DotSet late = DotSet.of(List.of(new Dot(a, 2)));
        assertThat(late.prefix(VersionVector.EMPTY)).isEqualTo(VersionVector.EMPTY);
    }

    private static Set<Dot> dots(Seed seed) {
        Set<Dot> dots = new HashSet<>();
        int size = seed.between(0, 12);
        for (int i = 0; i < size; i++) {
            dots.add(Samples.dot(seed));
        }
        return dots;
    }
}
