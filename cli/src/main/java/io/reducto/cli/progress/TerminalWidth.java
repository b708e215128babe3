package io.reducto.cli.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * How wide the terminal on standard error is. Java does not know, and libraries ask the one on
 * standard input, which may be the content.
 */
final class TerminalWidth {
    /** Of terminals that do not say. */
    static final int CUSTOMARY_COLUMNS = 80;

    private static final int ANSWER_TIMEOUT_MS = 1_000;

    private TerminalWidth() {}

    /** In columns; the customary number where nobody knows. */
    static int columns() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(terminal())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return CUSTOMARY_COLUMNS;
            }
            return parse(
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return CUSTOMARY_COLUMNS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CUSTOMARY_COLUMNS;
        }
    }

    private static File terminal() {
        try {
            return Path.of("/proc/self/fd/2").toRealPath().toFile();
        } catch (IOException e) {
            return new File("/dev/tty");
        }
    }

    /** Rows and columns; a terminal that was never told its size says 0. */
    static int parse(String size) {
        String[] numbers = size.strip().split(" ", -1);
        boolean isSize = numbers.length == 2 && numbers[1].matches("[1-9]\\d{0,4}");
        return isSize ? Integer.parseInt(numbers[1]) : CUSTOMARY_COLUMNS;
    }
}
