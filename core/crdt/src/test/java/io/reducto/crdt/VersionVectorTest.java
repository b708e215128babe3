package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reducto.testkit.Seed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionVectorTest extends LatticeContract<VersionVector> {
    private static final ReplicaId A = new ReplicaId("a");
    private static final ReplicaId B = new ReplicaId("b");

    @Override
    List<VersionVector> states(Seed seed) {
        return List.of(Samples.vector(seed), Samples.vector(seed), Samples.vector(seed));
    }

    @Override
    VersionVector read(byte[] bytes) {
        return VersionVector.read(bytes);
    }

    @Test
    void ordersByWhatWasSeen() {
        VersionVector one = VersionVector.of(Map.of(A, 1L));
        VersionVector two = VersionVector.of(Map.of(A, 2L));
        VersionVector other = VersionVector.of(Map.of(B, 1L));
        assertThat(one.order(two)).isEqualTo(VersionVector.Order.BEFORE);
        assertThat(two.order(one)).isEqualTo(VersionVector.Order.AFTER);
        assertThat(two.order(two)).isEqualTo(VersionVector.Order.EQUAL);
        assertThat(two.order(other)).isEqualTo(VersionVector.Order.CONCURRENT);
        assertThat(two.covers(new Dot(A, 2))).isTrue();
        assertThat(two.covers(new Dot(A, 3))).isFalse();
        assertThat(two.covers(new Dot(B, 1))).isFalse();
    }

    @Test
    void meetIsTheGreatestLowerBound(Seed seed) {
        for (int i = 0; i < 1000; i++) {
            VersionVector a = Samples.vector(seed);
            VersionVector b = Samples.vector(seed);
            VersionVector meet = a.meet(b);
            assertThat(a.covers(meet) && b.covers(meet)).isTrue();
            assertThat(meet.join(a)).isEqualTo(a);
            Dot dot = Samples.dot(seed);
            assertThat(meet.covers(dot)).isEqualTo(a.covers(dot) && b.covers(dot));
            assertThat(a.join(b).covers(dot)).isEqualTo(a.covers(dot) || b.covers(dot));
        }
    }

    @Test
    void withIsTheJoinWithOneDot(Seed seed) {
        for (int i = 0; i < 1000; i++) {
            VersionVector vector = Samples.vector(seed);
            VersionVector before = VersionVector.read(vector.bytes());
            Dot dot = Samples.dot(seed);
            VersionVector with = vector.with(dot);
            assertThat(with).isEqualTo(vector.join(VersionVector.ofDots(List.of(dot))));
            assertThat(VersionVector.read(with.bytes())).isEqualTo(with);
            assertThat(vector).isEqualTo(before);
        }
    }

    @Test
    void refusesWhatIsNoName() {
        for (String text : List.of("", "A", "a b", "ä", "a".repeat(65))) {
            assertThatThrownBy(() -> new ReplicaId(text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> VersionVector.of(Map.of(A, 0L)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
