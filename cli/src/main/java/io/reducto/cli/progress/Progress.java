package io.reducto.cli.progress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bytes, rate and time left on a terminal; nothing where there is none. For all threads. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH_CHARS_MAX = 100;
    private static final int REFRESH_MS = 250;
    private static final long MIB = 1 << 20;

    private final Optional<ProgressBar> bar;
    private final PrintStream out;
    private final int widthChars;

    private Progress(Optional<ProgressBar> bar, PrintStream out, int widthChars) {
        this.bar = bar;
        this.out = out;
        this.widthChars = widthChars;
    }

    /** Shows nothing. */
    public static Progress none() {
        return new Progress(Optional.empty(), System.err, 0);
    }

    /**
     * Shows a line on standard error.
     *
     * @param task what is done, a word
     * @param total bytes to come; 0 where nobody knows
     */
    public static Progress onStandardError(String task, long total) {
        return on(System.err, TerminalWidth.columns(), task, total);
    }

    static Progress on(PrintStream out, int columns, String task, long total) {
        // A line that fills its last column would go on in the next line of some terminals.
        int widthChars = Math.min(columns - 1, WIDTH_CHARS_MAX);
        ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total == 0 ? -1 : total)
                        .setUnit(" MiB", MIB)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(REFRESH_MS)
                        .showSpeed()
                        // A width of our own: the library would ask the terminal on standard input.
                        .setConsumer(new ConsoleProgressBarConsumer(out, widthChars))
                        .build();
        return new Progress(Optional.of(bar), out, widthChars);
    }

    /** Whether standard error is a terminal. Java asks for standard input and output only. */
    @SuppressWarnings("SystemConsoleNull") // where there is no /proc: the best that Java 17 knows
    public static boolean isTerminal() {
        try {
            Path err = Path.of("/proc/self/fd/2").toRealPath();
            return err.startsWith("/dev/pts") || err.toString().matches("/dev/(tty|console).*");
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    /** So many bytes more are done. */
    public void step(long bytes) {
        bar.ifPresent(shown -> shown.stepBy(bytes));
    }

    /** Says something beside the bytes. */
    public void message(String text) {
        bar.ifPresent(shown -> shown.setExtraMessage(text));
    }

    /** Prints a line of its own on standard error, above the bar where there is one. */
    public void line(String text) {
        String rest = " ".repeat(Math.max(0, widthChars - text.length()));
        out.println(bar.isPresent() ? "\r" + text + rest : text);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
