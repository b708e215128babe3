package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.Team.Machine;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same histories with {@link OldScript} and with us: what is lost there is not lost here. */
@ExtendWith(Seed.Extension.class)
class OldScriptBaselineTest {
    private static final String OLD_TEA = entry("tea", "at four", "2026-11-20T10:00:00Z");
    private static final String NEW_TEA = entry("tea", "at five", "2026-11-19T10:00:00Z");
    private static final String LINT = entry("lint", "first", "2026-11-20T11:00:00Z");

    @TempDir Path folder;

    private static String entry(String id, String text, String time) {
        return "{\"id\":\"%s\",\"text\":\"%s\",\"timestamp\":\"%s\"}".formatted(id, text, time);
    }

    private Path oldClone(String name) throws Exception {
        Team.git(folder, "clone", "-q", "old.git", name);
        return folder.resolve(name);
    }

    @Test
    void twoBackupsAtOnce(Seed seed) throws Exception {
        Team.git(folder, "init", "-q", "--bare", "old.git");
        OldScript laptop = new OldScript(oldClone("old-laptop"), "laptop");
        OldScript desk = new OldScript(oldClone("old-desk"), "desk");
        assertThat(laptop.backup(List.of(OLD_TEA))).isTrue();
        assertThat(desk.backup(List.of(LINT))).as("backup failed").isFalse();

        Team team = new Team(folder, seed);
        Machine ourLaptop = team.machine("laptop");
        Machine ourDesk = team.machine("desk");
        ourLaptop.writes(OLD_TEA);
        ourDesk.writes(LINT);
        assertThat(ourLaptop.backup().delivery()).isEqualTo(Delivery.PUSHED);
        assertThat(ourDesk.backup().delivery()).isEqualTo(Delivery.PUSHED);
    }

    @Test
    void anEditByAMachineWhoseClockIsADayBehind(Seed seed) throws Exception {
        Team.git(folder, "init", "-q", "--bare", "old.git");
        Path oldDesk = oldClone("old-desk");
        OldScript desk = new OldScript(oldDesk, "desk");
        desk.backup(List.of(OLD_TEA));
        desk.backup(List.of(NEW_TEA));
        assertThat(oldDesk.resolve("memory/unified.jsonl"))
                .as("the edit is lost: the older text has the later time")
                .content()
                .contains("at four")
                .doesNotContain("at five");

        Team team = new Team(folder, seed);
        Machine ours = team.machine("desk");
        ours.backup(OLD_TEA);
        ours.clockOff = Duration.ofDays(-1);
        ours.backup(NEW_TEA);
        assertThat(ours.shown()).containsExactly(NEW_TEA);
    }

    @Test
    void aPushThatFailedLeavesTwoFilesThatDisagree(Seed seed) throws Exception {
        Team.git(folder, "init", "-q", "--bare", "old.git");
        Path oldLaptop = oldClone("old-laptop");
        OldScript laptop = new OldScript(oldLaptop, "laptop");
        OldScript desk = new OldScript(oldClone("old-desk"), "desk");
        laptop.backup(List.of(OLD_TEA));
        desk.pull();
        desk.backup(List.of(LINT));
        laptop.backup(List.of(OLD_TEA, entry("nap", "short", "2026-11-20T12:00:00Z")));
        laptop.pull();
        laptop.push();
        assertThat(oldLaptop.resolve("memory/laptop.jsonl")).content().contains("nap");
        assertThat(oldLaptop.resolve("memory/unified.jsonl"))
                .as("the unified file has lost what the host's file has")
                .content()
                .contains("lint")
                .doesNotContain("nap");

        Team team = new Team(folder, seed);
        Machine ourLaptop = team.machine("laptop");
        Machine ourDesk = team.machine("desk");
        ourLaptop.backup(OLD_TEA);
        ourDesk.backup(LINT);
        Files.move(team.remote, folder.resolve("away"));
        ourLaptop.patience = Duration.ZERO;
        ourLaptop.backup(OLD_TEA, entry("nap", "short", "2026-11-20T12:00:00Z"));
        Files.move(folder.resolve("away"), team.remote);
        ourLaptop.sync();
        ourDesk.sync();
        team.checkInStep(ourLaptop, ourDesk);
        assertThat(ourDesk.shown()).hasSize(3);
    }
}
