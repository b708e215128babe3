package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegisterTest extends LatticeContract<Register> {
    private static final ReplicaId A = new ReplicaId("a");
    private static final ReplicaId B = new ReplicaId("b");
    private static final ReplicaId C = new ReplicaId("c");

    @Override
    List<Register> states(Seed seed) {
        return Samples.registers("k", seed);
    }

    @Override
    Register read(byte[] bytes) {
        return Register.read(bytes);
    }

    @Test
    void eachWriteIsHeldOnce(Seed seed) {
        for (Register register : Samples.registers("k", seed)) {
            List<Write> twice = new ArrayList<>(register.writes());
            twice.addAll(register.writes());
            Register again = Register.of(register.key(), twice);
            assertThat(again).isEqualTo(register);
            assertThat(again.bytes()).isEqualTo(register.bytes());
        }
    }

    @Test
    void dominationIsAStrictPartialOrderWhateverIsWritten(Seed seed) {
        for (int i = 0; i < 20_000; i++) {
            Write x = Samples.write("k", seed);
            Write y = Samples.write("k", seed);
            Write z = Samples.write("k", seed);
            assertThat(x.dominates(x)).isFalse();
            assertThat(x.dominates(y) && y.dominates(x)).isFalse();
            if (x.dominates(y) && y.dominates(z)) {
                assertThat(x.dominates(z)).isTrue();
            }
        }
    }

    @Test
    void maximalIsWhatNoOtherDominates(Seed seed) {
        for (int i = 0; i < 5_000; i++) {
            for (Register register : states(seed)) {
                List<Write> maximal =
                        register.writes().stream()
                                .filter(
                                        w ->
                                                register.writes().stream()
                                                        .noneMatch(o -> o.dominates(w)))
                                .toList();
                assertThat(register.maximal()).isEqualTo(maximal);
                assertThat(maximal.isEmpty()).isEqualTo(register.writes().isEmpty());
                List<Write> all = new ArrayList<>(register.history());
                all.addAll(maximal);
                assertThat(all).hasSameElementsAs(register.writes());
            }
        }
    }

    @Test
    void trimmingChangesNoMaximalSetAndNoContext(Seed seed) {
        for (int i = 0; i < 5_000; i++) {
            VersionVector frontier = Samples.vector(seed);
            for (Register register : states(seed)) {
                Register trimmed = register.trimmed(frontier);
                assertThat(trimmed.maximal()).isEqualTo(register.maximal());
                assertThat(trimmed.visible()).isEqualTo(register.visible());
                assertThat(trimmed.concurrent()).isEqualTo(register.concurrent());
                assertThat(trimmed.context()).isEqualTo(register.context());
                assertThat(Register.of("k", trimmed.writes()).context())
                        .isEqualTo(register.context());
                assertThat(trimmed.history()).noneMatch(w -> frontier.covers(w.dot()));
            }
        }
    }

    /** Each covers another's dot, round and round; under the weaker rule none would be left. */
    @Test
    void contextsThatLieInACircleLoseNothing() {
        Write a = write(new Dot(A, 1), 1, VersionVector.of(Map.of(B, 1L)));
        Write b = write(new Dot(B, 1), 2, VersionVector.of(Map.of(C, 1L)));
        Write c = write(new Dot(C, 1), 3, VersionVector.of(Map.of(A, 1L)));
        Register register = Register.of("k", List.of(a, b, c));
        assertThat(register.maximal()).containsExactly(a, b, c);
        assertThat(register.visible()).contains(c);
        assertThat(register.concurrent()).containsExactly(a, b);
    }

    @Test
    void tiesAreBrokenByTimeThenReplicaThenSequence() {
        Write early = write(new Dot(C, 1), 1, VersionVector.EMPTY);
        Write low = write(new Dot(A, 1), 2, VersionVector.EMPTY);
        Write high = write(new Dot(B, 1), 2, VersionVector.EMPTY);
        assertThat(Register.of("k", List.of(early, low, high)).visible()).contains(high);
        assertThat(Register.of("k", List.of(early, low, high)).concurrent())
                .containsExactly(low, early);
    }

    private static Write write(Dot dot, long millis, VersionVector seen) {
        return Write.ofValue("k", dot, new HybridTime(millis, 0), seen, new byte[] {1});
    }
}
