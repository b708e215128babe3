package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines whose clocks are a day off, Git's as well: a library that is loaded before all others
 * answers what time it is.
 */
@RequiresTool({"git", "setsid", "faketime"})
@Timeout(300)
class MemoryClockITCase {
    private static final String AHEAD = "ahead";
    private static final String RIGHT = "right";
    private static final String BEHIND = "behind";
    private static final Map<String, String> OFF = Map.of(AHEAD, "+1d", BEHIND, "-1d");
    private static final List<String> NAMES = List.of(AHEAD, RIGHT, BEHIND);
    private static final Pattern TIME = Pattern.compile("\"time\":\"(\\d+)");
    private static final long MINUTE_MILLIS = 60_000;

    @TempDir Path folder;

    @Test
    void aWrongClockCostsNothingAndConvincesNobody() throws Exception {
        MemoryTeam team = new MemoryTeam(folder, NAMES);
        for (String name : NAMES) {
            team.says(name, name, "from " + name);
            team.says(name, "rival", "rival of " + name);
            backup(team, name);
        }
        assertThat(backup(team, RIGHT)).contains("the clock of " + replica(team, AHEAD));
        assertThat(team.checkInStep()).isEqualTo(2 * NAMES.size());

        correct(team, "rival of ahead", "known to be better");
        for (String name : NAMES) {
            backup(team, name);
            assertThat(unified(team, name))
                    .as("the later word, though its time is a day earlier")
                    .contains("\"known to be better\"")
                    .doesNotContain("\"rival of ahead\"");
        }
        long last = lastTimeOf(team, RIGHT);
        assertThat(last).isLessThan(System.currentTimeMillis() + MINUTE_MILLIS);
        assertThat(lastTimeOf(team, AHEAD)).isGreaterThan(last + 23 * 60 * MINUTE_MILLIS);
    }

    /** What the memory shows comes into the client of {@code right}, which changes it. */
    private void correct(MemoryTeam team, String shown, String better) throws Exception {
        assertThat(team.memory(RIGHT, "restore").finish().code()).isZero();
        Path client = folder.resolve(RIGHT + ".json");
        String text = Files.readString(client);
        assertThat(text).contains(shown);
        Files.writeString(client, text.replace(shown, better));
        backup(team, RIGHT);
    }

    private static String backup(MemoryTeam team, String name) throws Exception {
        List<String> command = new ArrayList<>(team.command(name, "backup"));
        if (OFF.containsKey(name)) {
            command.addAll(
                    0, List.of("faketime", "-m", "--exclude-monotonic", "-f", OFF.get(name)));
        }
        Ended ended = team.start(command).finish();
        assertThat(ended.isWell()).as("%s: %s", name, ended.output()).isTrue();
        return ended.output();
    }

    private static String unified(MemoryTeam team, String name) throws Exception {
        return Files.readString(team.clone(name).resolve("memory/unified.jsonl"));
    }

    private static String replica(MemoryTeam team, String name) throws Exception {
        return team.run("git", "-C", name, "config", "reducto.memory.replica").strip();
    }

    private static long lastTimeOf(MemoryTeam team, String name) throws Exception {
        String file = "memory/hosts/%s.jsonl".formatted(replica(team, name));
        return TIME.matcher(Files.readString(team.clone(RIGHT).resolve(file)))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .max()
                .orElseThrow();
    }
}
