package io.reducto.cli.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackupTimerTest {
    private static final BackupTimer TIMER =
            new BackupTimer("laptop-1", List.of("/opt/re ducto", "-C", "/it's/50%"), 15);

    @Test
    void wordsAreQuotedForEach() {
        assertThat(TIMER.service()).contains("ExecStart=\"/opt/re ducto\" \"-C\" \"/it's/50%%\"\n");
        assertThat(TIMER.cronTable(""))
                .isEqualTo(
                        "*/15 * * * * '/opt/re ducto' '-C' '/it'\\''s/50\\%' >/dev/null 2>&1 # reducto-memory-laptop-1\n");
    }

    @Test
    void linesOfOthersStayAndOursIsThereOnce() {
        String others = "MAILTO=me\n0 1 * * * other # reducto-memory-laptop-10\n";
        String once = TIMER.cronTable(others);
        assertThat(once).startsWith(others);
        assertThat(TIMER.cronTable(once)).isEqualTo(once);
        assertThat(TIMER.withoutUs(once)).isEqualTo(others);
    }
}
