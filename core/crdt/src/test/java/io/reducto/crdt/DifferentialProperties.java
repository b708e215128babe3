package io.reducto.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thousands of histories beside a reference that spells out what happened before what. */
@ExtendWith(Seed.Extension.class)
class DifferentialProperties {
    private static final int HISTORIES = 3_000;

    @Test
    void showsWhatTheReferenceShows(Seed seed) {
        for (int i = 0; i < HISTORIES; i++) {
            Simulation simulation =
                    new Simulation(seed.between(2, 6), List.of("x", "y", "z"), seed);
            simulation.run(seed.between(5, 60));
            simulation.heal();
            ObservedRemoveMap last = simulation.maps.get(0);
            ObservedRemoveMap untrimmed = ObservedRemoveMap.of(simulation.writes);
            for (Register all : untrimmed.registers()) {
                Register held = last.register(all.key()).orElseThrow();
                assertThat(held.maximal()).isEqualTo(all.maximal());
                assertThat(held.visible()).isEqualTo(all.visible());
            }
        }
    }

    @Test
    void whenAllHaveAcknowledgedNoHistoryIsLeft(Seed seed) {
        for (int i = 0; i < HISTORIES / 10; i++) {
            Simulation simulation = new Simulation(3, List.of("x", "y"), seed);
            simulation.run(40);
            simulation.heal();
            for (int at = 0; at < 3; at++) {
                simulation.trim(at);
            }
            simulation.heal();
            simulation.trim(0);
            simulation.heal();
            assertThat(simulation.maps.get(0).registers())
                    .allMatch(register -> register.history().isEmpty());
        }
    }
}
