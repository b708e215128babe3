package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.integration.MemoryTeam.Running;
import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three clones back up at once, round after round, and one of them is killed at a random moment,
 * every other time with the processes that it has started; a second backup heals it. {@code
 * -Dreducto.memory.kills=200} is the campaign of {@code docs/memory-campaigns.md}.
 */
@ExtendWith(Seed.Extension.class)
@RequiresTool("setsid")
@Timeout(7200)
class MemoryKillITCase {
    private static final int ROUNDS = Integer.getInteger("reducto.memory.kills", 2);
    private static final List<String> NAMES = List.of("laptop", "desk", "server");

    /** As many may need a second retry. */
    private static final int ROUNDS_OF_ONE_UNHEALED = 10_000;

    @TempDir Path folder;

    private final List<String> unhealed = new ArrayList<>();
    private int killed;
    private int killedWithChildren;

    @Test
    void aRetryHealsAndNothingIsLost(Seed seed) throws Exception {
        RandomGenerator random = seed.random();
        MemoryTeam team = new MemoryTeam(folder, NAMES);
        long wholeMs = 1000;
        for (int round = 0; round < ROUNDS; round++) {
            for (String name : NAMES) {
                write(team, name, round, random);
            }
            wholeMs = round(team, random, wholeMs);
        }
        int values = team.checkInStep();
        System.out.printf(
                "memory kills: %d rounds, %d killed, %d of them with what they had started; %d not healed by one retry; %d values, all there, each once; %s%n",
                ROUNDS, killed, killedWithChildren, unhealed.size(), values, seed);
        assertThat(unhealed).hasSizeLessThanOrEqualTo(ROUNDS / ROUNDS_OF_ONE_UNHEALED);
        assertThat(killed).as("killed").isPositive();
    }

    /** An entry of its own, now and then one that all write, and an edit. */
    private static void write(MemoryTeam team, String name, int round, RandomGenerator random)
            throws Exception {
        team.says(name, "%s-%d".formatted(name, round), "%s in %d".formatted(name, round));
        if (round % 3 == 0) {
            team.says(name, "rival-" + round, "%s of rival %d".formatted(name, round));
        }
        if (random.nextInt(3) == 0) {
            List<String> ids = List.copyOf(team.said(name).keySet());
            String id = ids.get(random.nextInt(ids.size()));
            team.says(name, id, "%s edits %s in %d".formatted(name, id, round));
        }
    }

    /** Answers how long the backups took, for the moment of the next kill. */
    private long round(MemoryTeam team, RandomGenerator random, long wholeMs) throws Exception {
        long begun = System.nanoTime();
        Map<String, Running> running = new LinkedHashMap<>();
        for (String name : NAMES) {
            running.put(name, backup(team, name));
        }
        String victim = NAMES.get(random.nextInt(NAMES.size()));
        // Random moments are the point: nothing is waited for but time.
        Thread.sleep(random.nextLong(wholeMs));
        Running struck = Optional.ofNullable(running.get(victim)).orElseThrow();
        if (struck.process().isAlive()) {
            boolean withChildren = random.nextBoolean();
            struck.kill(withChildren);
            killed++;
            killedWithChildren += withChildren ? 1 : 0;
        }
        for (Map.Entry<String, Running> each : running.entrySet()) {
            String name = each.getKey();
            Ended ended = each.getValue().finish();
            if (!name.equals(victim) && !ended.isWell()) {
                unhealed.add("%s, not killed: %s".formatted(name, ended));
            }
        }
        long tookMs = (System.nanoTime() - begun) / 1_000_000;
        Ended retried = backup(team, victim).finish();
        if (!retried.isWell()) {
            unhealed.add("%s: %s".formatted(victim, retried));
        }
        return tookMs;
    }

    private static Running backup(MemoryTeam team, String name) throws Exception {
        return team.memory(name, "backup", "--patience", "60");
    }
}
