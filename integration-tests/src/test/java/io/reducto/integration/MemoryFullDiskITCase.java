package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.testkit.RequiresTool;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups of a clone whose disk has room for a part of what they write; when there is room again a
 * second one heals it. {@code -Dreducto.memory.full=40} fills the disk as often.
 */
@ExtendWith(Seed.Extension.class)
@RequiresTool({"unshare", "mount", "git", "setsid"})
@Timeout(3600)
class MemoryFullDiskITCase {
    private static final int TIMES = Integer.getInteger("reducto.memory.full", 3);
    private static final int ROOM_KIB_MAX = 160;
    private static final int TEXT_BYTES = 20_000;
    private static final String NAME = "laptop";
    private static final Pattern ROUND = Pattern.compile("(?m)^room: .*$");

    @TempDir Path folder;

    @Test
    void whatDidNotFitIsThereAfterTheNextBackup(Seed seed) throws Exception {
        MemoryTeam team = new MemoryTeam(folder, List.of(NAME, "desk"));
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), NAME));
        StringBuilder rooms = new StringBuilder();
        for (int i = 0; i < TIMES; i++) {
            String noise =
                    seed.random()
                            .ints(TEXT_BYTES, 'a', 'z' + 1)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            team.says(NAME, "entry-" + i, i + " " + noise);
            Files.copy(folder.resolve(NAME + ".json"), folder.resolve("client-" + i));
            rooms.append(rooms.isEmpty() ? "" : " ")
                    .append(seed.random().nextInt(ROOM_KIB_MAX / 4) * 4);
        }
        arguments.add(rooms.toString());
        arguments.addAll(team.command(NAME, "backup", "--patience", "0"));
        Ended ended = Isolated.run(team.start(Isolated.script("full-disk", arguments)));
        assertThat(ended.code()).as("%s", ended.output()).isZero();
        List<String> rounds =
                ROUND.matcher(ended.output()).results().map(match -> match.group()).toList();
        assertThat(rounds).as("%s", ended.output()).hasSize(TIMES);
        long failed = rounds.stream().filter(round -> !round.contains("first: ok")).count();
        assertThat(rounds).as("%s", ended.output()).allMatch(round -> round.endsWith("second: ok"));
        int values = team.checkInStep();
        System.out.printf(
                "memory disks: %d full at different points, %d backups did not fit, each healed by the next; %d values, all there, each once; %s%n",
                TIMES, failed, values, seed);
    }
}
