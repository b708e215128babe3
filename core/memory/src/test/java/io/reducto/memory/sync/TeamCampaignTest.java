package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clones of one remote back up at the same moment, round after round: {@code
 * -Dreducto.memory.rounds=100} for the campaign of {@code docs/memory.md}.
 */
@ExtendWith(Seed.Extension.class)
class TeamCampaignTest {
    private static final int ROUNDS = Integer.getInteger("reducto.memory.rounds", 2);
    private static final int MACHINES = Integer.getInteger("reducto.memory.machines", 10);

    @TempDir Path folder;

    private record Member(Machine machine, List<String> entries) {}

    @Test
    void nothingIsLostAndNobodyWaits(Seed seed) throws Exception {
        Team team = new Team(folder, seed);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < MACHINES; i++) {
            Machine machine = team.machine("m" + i);
            machine.patience = Duration.ofMinutes(5);
            members.add(new Member(machine, new ArrayList<>()));
        }
        Set<Delivery> deliveries = Collections.synchronizedSet(new HashSet<>());
        CyclicBarrier atOnce = new CyclicBarrier(MACHINES);
        ExecutorService threads = Executors.newFixedThreadPool(MACHINES);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < MACHINES; i++) {
            int number = i;
            running.add(
                    threads.submit(
                            () -> {
                                for (int round = 0; round < ROUNDS; round++) {
                                    atOnce.await();
                                    deliveries.add(backup(members.get(number), number, round));
                                }
                                return null;
                            }));
        }
        for (Future<?> member : running) {
            member.get();
        }
        threads.shutdown();
        for (Member member : members) {
            member.machine.sync();
        }

        assertThat(deliveries).as("nobody failed").containsExactly(Delivery.PUSHED);
        Machine[] machines = members.stream().map(Member::machine).toArray(Machine[]::new);
        team.checkInStep(machines);
        checkShown(machines[0]);
    }

    /** Each member writes an entry of its own, and one that everybody writes. */
    private Delivery backup(Member member, int number, int round) throws Exception {
        member.entries.add(own(number, round));
        member.entries.add(
                "{\"id\":\"same-%d\",\"text\":\"all say this in %d\"}".formatted(round, round));
        member.entries.add("{\"id\":\"rival-%d\",\"text\":\"says %d\"}".formatted(round, number));
        return member.machine.backup(member.entries.toArray(String[]::new)).delivery();
    }

    private static String own(int number, int round) {
        return "{\"id\":\"own-%d-%d\",\"text\":\"%d of %d\"}"
                .formatted(number, round, round, number);
    }

    private void checkShown(Machine machine) throws Exception {
        List<String> shown = machine.shown();
        assertThat(shown).doesNotHaveDuplicates().hasSize(ROUNDS * (MACHINES + 2));
        try (MemoryClone clone = machine.open()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int number = 0; number < MACHINES; number++) {
                    assertThat(shown).contains(own(number, round));
                }
                assertThat(clone.state().register("default/rival-" + round).orElseThrow().maximal())
                        .as("nobody had seen the others")
                        .hasSize(MACHINES);
            }
        }
    }
}
