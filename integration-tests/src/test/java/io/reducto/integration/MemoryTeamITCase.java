package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.integration.MemoryTeam.Running;
import io.reducto.testkit.RequiresTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten clones of one remote behind a server on the loopback back up at the same moment, round after
 * round. {@code -Dreducto.memory.rounds=100} is the campaign of {@code docs/memory-campaigns.md}.
 */
@RequiresTool({"git", "setsid"})
@Timeout(7200)
class MemoryTeamITCase {
    private static final int ROUNDS = Integer.getInteger("reducto.memory.rounds", 1);
    private static final int MACHINES = Integer.getInteger("reducto.memory.machines", 10);

    @TempDir Path folder;

    private final List<String> names =
            IntStream.range(0, MACHINES).mapToObj("m%d"::formatted).toList();
    private final List<Double> seconds = new ArrayList<>();

    @Test
    void nobodyFailsAndNothingIsLostOrDoubled() throws Exception {
        try (GitDaemon daemon = GitDaemon.serve(folder)) {
            MemoryTeam team = new MemoryTeam(folder, daemon.address("team.git"), names);
            for (int round = 0; round < ROUNDS; round++) {
                allAtOnce(team, round);
            }
            int values = team.checkInStep();
            assertThat(values).isEqualTo(ROUNDS * (2 * MACHINES + 1));
            for (int round = 0; round < ROUNDS; round++) {
                checkRival(team, round);
            }
            System.out.printf(
                    "memory team: %d machines, %d rounds, %d backups, none failed, %.1f s on average, %.1f s at most; %d values, all there, each once%n",
                    MACHINES,
                    ROUNDS,
                    seconds.size(),
                    seconds.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                    seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                    values);
        }
    }

    /** Each says something of its own, what all say, and its own of what all disagree about. */
    private void allAtOnce(MemoryTeam team, int round) throws Exception {
        for (String name : names) {
            team.says(name, "%s-%d".formatted(name, round), "%s in %d".formatted(name, round));
            team.says(name, "same-" + round, "all say this in %d".formatted(round));
            team.says(name, "rival-" + round, "%s of rival %d".formatted(name, round));
        }
        long begun = System.nanoTime();
        Map<String, Running> running = new LinkedHashMap<>();
        for (String name : names) {
            running.put(name, team.memory(name, "backup", "--patience", "300"));
        }
        CompletableFuture<?>[] ends =
                running.values().stream()
                        .map(each -> each.process().onExit().thenRun(() -> ended(begun)))
                        .toArray(CompletableFuture<?>[]::new);
        for (Map.Entry<String, Running> each : running.entrySet()) {
            Ended ended = each.getValue().finish();
            assertThat(ended.isWell()).as("%s: %s", each.getKey(), ended.output()).isTrue();
            assertThat(ended.output()).as(each.getKey()).contains("pushed: ");
        }
        CompletableFuture.allOf(ends).join();
    }

    private synchronized void ended(long begun) {
        seconds.add((System.nanoTime() - begun) / 1e9);
    }

    /** Nobody had seen what the others say, so one is shown and the others stand beside it. */
    private void checkRival(MemoryTeam team, int round) throws Exception {
        String shown =
                team.memory(names.get(0), "show", "default/rival-" + round).finish().output();
        for (String name : names) {
            assertThat(shown).contains("%s of rival %d\"".formatted(name, round));
        }
    }
}
