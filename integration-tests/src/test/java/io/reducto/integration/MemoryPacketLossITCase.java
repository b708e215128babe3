package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.testkit.RequiresTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups to a remote behind a network that loses packets both ways. {@code
 * -Dreducto.memory.lossy=20} is the campaign of {@code docs/memory-campaigns.md}.
 */
@RequiresTool({"unshare", "nsenter", "ip", "tc", "git", "setsid"})
@Timeout(7200)
class MemoryPacketLossITCase {
    private static final int BACKUPS = Integer.getInteger("reducto.memory.lossy", 1);
    private static final String NEAR = "laptop";
    private static final String OTHER = "desk";
    private static final int UNAVAILABLE = 6;
    private static final Pattern LOST = Pattern.compile("lost: (\\d+) there, (\\d+) back");
    private static final Pattern TOOK = Pattern.compile("took: (\\d+) ms");

    @TempDir Path folder;

    private MemoryTeam team;

    @BeforeEach
    void twoClones() throws Exception {
        team = new MemoryTeam(folder, List.of(NEAR, OTHER));
        team.run("git", "-C", NEAR, "remote", "set-url", "origin", "git://10.77.0.2/team.git");
    }

    @Test
    void withThreePacketsOfTenLostEachWayEveryBackupCompletes() throws Exception {
        List<Long> tookMs = new ArrayList<>();
        for (int i = 0; i < BACKUPS; i++) {
            Ended ended = lossy(29, i, "--patience", "300");
            assertThat(ended.isWell()).as("%s", ended.output()).isTrue();
            assertThat(ended.output()).contains("pushed: ");
            tookMs.add(took(ended));
        }
        checkInStep();
        System.out.printf(
                "memory packets: %d backups with 29 %% lost each way, all complete, %.1f s on average, %.1f s at most%n",
                BACKUPS,
                tookMs.stream().mapToLong(Long::longValue).average().orElse(0) / 1000,
                tookMs.stream().mapToLong(Long::longValue).max().orElse(0) / 1000.0);
    }

    @Test
    void withEverySecondPacketLostEachWayABackupCompletesOrIsKeptHere() throws Exception {
        assumeTrue(BACKUPS > 1, "takes minutes: -Dreducto.memory.lossy=10 runs it");
        int pushed = 0;
        List<Long> tookMs = new ArrayList<>();
        for (int i = 0; i < BACKUPS; i++) {
            Ended ended = lossy(50, i, "--patience", "0");
            boolean isKept =
                    ended.code() == UNAVAILABLE
                            && ended.output().contains("kept here until the remote answers");
            assertThat(ended.isWell() || isKept).as("%s", ended.output()).isTrue();
            pushed += isKept ? 0 : 1;
            tookMs.add(took(ended));
            assertThat(team.memory(NEAR, "show", "default/near-" + i).finish().output())
                    .contains("near in " + i);
        }
        checkInStep();
        System.out.printf(
                "memory packets: %d backups with 50 %% lost each way, %d pushed, %d kept; %.1f s on average%n",
                BACKUPS,
                pushed,
                BACKUPS - pushed,
                tookMs.stream().mapToLong(Long::longValue).average().orElse(0) / 1000);
    }

    /** Both have news; what the other's is must come, and what the near one's is must go. */
    private Ended lossy(int percent, int number, String... patience) throws Exception {
        team.says(OTHER, "far-" + number, "far in %d".formatted(number));
        team.says(NEAR, "near-" + number, "near in %d".formatted(number));
        assertThat(team.memory(OTHER, "backup").finish().isWell()).isTrue();
        List<String> arguments =
                new ArrayList<>(List.of(Integer.toString(percent), folder.toString()));
        arguments.addAll(team.command(NEAR, "backup", patience[0], patience[1]));
        Ended ended = Isolated.run(team.start(Isolated.script("lossy-network", arguments)));
        Matcher lost = LOST.matcher(ended.output());
        assertThat(lost.find()).as("%s", ended.output()).isTrue();
        for (int way = 1; way <= 2; way++) {
            assertThat(Integer.parseInt(lost.group(way)))
                    .as("%s", ended.output())
                    .isBetween(10 * percent - 80, 10 * percent + 80);
        }
        return ended;
    }

    private static long took(Ended ended) {
        Matcher took = TOOK.matcher(ended.output());
        assertThat(took.find()).as("%s", ended.output()).isTrue();
        return Long.parseLong(took.group(1));
    }

    private void checkInStep() throws Exception {
        team.run("git", "-C", NEAR, "remote", "set-url", "origin", folder + "/team.git");
        assertThat(team.checkInStep()).isEqualTo(2 * BACKUPS);
    }
}
