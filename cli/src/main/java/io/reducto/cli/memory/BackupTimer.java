package io.reducto.cli.memory;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A backup of one clone every few minutes, as systemd and cron are told of it.
 *
 * @param name of the clone's replica; of letters, digits and {@code . _ -}
 * @param command the words that run a backup
 * @param minutes between two of them, a divisor of 60
 */
public record BackupTimer(String name, List<String> command, int minutes) {
    /** Begins the names of units and the comments of lines. */
    private static final String PREFIX = "reducto-memory-";

    /** Refuses what cron cannot say. */
    public BackupTimer {
        command = List.copyOf(command);
        if (minutes < 1 || minutes > 60 || 60 % minutes != 0) {
            throw new IllegalArgumentException(
                    "minutes between backups: expected a divisor of 60, found " + minutes);
        }
    }

    /** The name of both units without their endings. */
    public String unit() {
        return PREFIX + name;
    }

    /** The unit that runs one backup. */
    public String service() {
        return """
                [Unit]
                Description=Back up the memory of %s

                [Service]
                Type=oneshot
                ExecStart=%s
                """
                .formatted(name, words("\"", "\\\"").replace("%", "%%"));
    }

    /** The unit that starts the other; those of many machines not all at once. */
    public String timer() {
        return """
                [Unit]
                Description=Back up the memory of %s every %d minutes

                [Timer]
                OnCalendar=*:0/%d
                RandomizedDelaySec=30
                Persistent=true

                [Install]
                WantedBy=timers.target
                """
                .formatted(name, minutes, minutes);
    }

    /** {@code table} of cron with one line of ours. */
    public String cronTable(String table) {
        String times = minutes == 60 ? "0" : "*/" + minutes;
        String line =
                "%s * * * * %s >/dev/null 2>&1 %s"
                        .formatted(times, words("'", "'\\''").replace("%", "\\%"), comment());
        return withoutUs(table) + line + "\n";
    }

    /** {@code table} of cron without our line. */
    public String withoutUs(String table) {
        return table.lines()
                .filter(line -> !line.endsWith(comment()))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String comment() {
        return "# " + unit();
    }

    private String words(String quote, String escaped) {
        return command.stream()
                .map(word -> quote + word.replace(quote, escaped) + quote)
                .collect(Collectors.joining(" "));
    }

    /** The folder of a user's units. */
    public static Path unitFolder(Path home) {
        return home.resolve(".config/systemd/user");
    }
}
