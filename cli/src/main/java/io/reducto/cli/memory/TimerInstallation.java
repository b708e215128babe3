package io.reducto.cli.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts a {@link BackupTimer} where this user's systemd or cron finds it, and takes it away. */
public final class TimerInstallation {
    private static final int PATIENCE_SECONDS = 30;

    private final BackupTimer timer;
    private final Path home;

    /** For the user whose home is {@code home}. */
    public TimerInstallation(BackupTimer timer, Path home) {
        this.timer = timer;
        this.home = home;
    }

    /** Who starts backups. */
    public enum Starter {
        /** The user's own systemd. */
        SYSTEMD,
        /** The user's table of cron. */
        CRON,
        /** There is neither. */
        NONE
    }

    private record Ended(int code, String output) {}

    /** What this machine has. */
    public static Starter found() throws IOException, InterruptedException {
        if (run("", "systemctl", "--user", "show-environment").code == 0) {
            return Starter.SYSTEMD;
        }
        // Without a table it ends with 1 as well, but it is there.
        return run("", "crontab", "-l").code < 2 ? Starter.CRON : Starter.NONE;
    }

    /** Begins to back up; again is fine. */
    public void install(Starter starter) throws IOException, InterruptedException {
        if (starter == Starter.SYSTEMD) {
            Path folder = Files.createDirectories(BackupTimer.unitFolder(home));
            Files.writeString(folder.resolve(timer.unit() + ".service"), timer.service());
            Files.writeString(folder.resolve(timer.unit() + ".timer"), timer.timer());
            checked("", "systemctl", "--user", "daemon-reload");
            checked("", "systemctl", "--user", "enable", "--now", timer.unit() + ".timer");
        } else {
            checked(timer.cronTable(table()), "crontab", "-");
        }
    }

    /** Backs up no more; nothing to do is fine. */
    public void remove(Starter starter) throws IOException, InterruptedException {
        if (starter == Starter.SYSTEMD) {
            Path folder = BackupTimer.unitFolder(home);
            if (Files.exists(folder.resolve(timer.unit() + ".timer"))) {
                checked("", "systemctl", "--user", "disable", "--now", timer.unit() + ".timer");
            }
            Files.deleteIfExists(folder.resolve(timer.unit() + ".timer"));
            Files.deleteIfExists(folder.resolve(timer.unit() + ".service"));
            checked("", "systemctl", "--user", "daemon-reload");
        } else {
            checked(timer.withoutUs(table()), "crontab", "-");
        }
    }

    private static String table() throws IOException, InterruptedException {
        Ended listed = run("", "crontab", "-l");
        return listed.code == 0 ? listed.output : "";
    }

    private static void checked(String input, String... command)
            throws IOException, InterruptedException {
        Ended ended = run(input, command);
        if (ended.code != 0) {
            throw new IOException(
                    "%s: exit code %d: %s"
                            .formatted(
                                    String.join(" ", List.of(command)),
                                    ended.code,
                                    ended.output.strip()));
        }
    }

    /** A program that is not there ends with 127, as in a shell. */
    private static Ended run(String input, String... command)
            throws IOException, InterruptedException {
        Path answer = Files.createTempFile("reducto", ".out");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(answer.toFile())
                            .start();
            try (var toProcess = process.getOutputStream()) {
                toProcess.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Ended(124, "no end after %d s".formatted(PATIENCE_SECONDS));
            }
            return new Ended(process.exitValue(), Files.readString(answer));
        } catch (IOException e) {
            return new Ended(127, String.valueOf(e.getMessage()));
        } finally {
            Files.deleteIfExists(answer);
        }
    }
}
