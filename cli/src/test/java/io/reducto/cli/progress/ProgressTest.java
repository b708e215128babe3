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
        assertThat(shown).contains("publish").contains("25%").contains("16/64 MiB").contains("/s");
    }

    @Test
    void showsBytesWhereTheEndIsUnknown() {
        assertThat(shown(0, 16 << 20)).contains("16/? MiB");
    }

    private static String shown(long total, long step) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try (Progress progress = Progress.onStandardError("publish", total)) {
            progress.step(step);
        } finally {
            System.setErr(before);
        }
        Progress.none().step(1);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
