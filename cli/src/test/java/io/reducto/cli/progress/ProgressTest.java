package io.reducto.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void showsBytesRateAndTimeLeft() {
        String shown = shown(64 << 20, 16 << 20);
        assertThat(shown)
                .contains("publish")
                .contains("25%")
                .contains("16/64 MiB")
                .contains("/s")
                .containsPattern("\\(\\d:\\d\\d:\\d\\d / ");
    }

    @Test
    void showsBytesWhereTheEndIsUnknown() {
        assertThat(shown(0, 16 << 20)).contains("16/? MiB");
    }

    @Test
    void isOneLineHoweverNarrow() {
        for (int columns : new int[] {20, 40, 61, 80, 200}) {
            String shown = shown(columns, 64 << 20, 16 << 20);
            assertThat(shown.strip()).as("at %d columns", columns).doesNotContain("\n");
            assertThat(shown.strip().split("[\r\n]+", -1))
                    .allMatch(line -> !line.isEmpty() && line.length() < columns);
        }
    }

    @Test
    void aLineBesideItCoversIt() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = Progress.on(out, 50, "restore", 100)) {
            progress.line("said");
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\rsaid" + " ".repeat(45) + System.lineSeparator());
    }

    @Test
    void aTerminalSaysHowWideItIs() {
        assertThat(TerminalWidth.parse("24 132\n")).isEqualTo(132);
        assertThat(TerminalWidth.parse("0 0\n")).isEqualTo(TerminalWidth.CUSTOMARY_COLUMNS);
        assertThat(TerminalWidth.parse("")).isEqualTo(TerminalWidth.CUSTOMARY_COLUMNS);
    }

    private static String shown(long total, long step) {
        return shown(100, total, step);
    }

    private static String shown(int columns, long total, long step) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = Progress.on(out, columns, "publish", total)) {
            progress.step(step);
        }
        Progress.none().step(1);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
