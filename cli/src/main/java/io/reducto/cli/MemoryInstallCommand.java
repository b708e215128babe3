package io.reducto.cli;

import io.reducto.cli.memory.BackupTimer;
import io.reducto.cli.memory.TimerInstallation;
import io.reducto.cli.memory.TimerInstallation.Starter;
import io.reducto.memory.sync.MemoryClone;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto memory install}. */
@Command(
        name = "install",
        description = {
            "Backs up every few minutes from now on: by the user's systemd where it runs, else by cron.",
            "Doing it again replaces what was there."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto memory install               every 15 minutes",
            "  reducto memory install --print       only shows what would be installed",
            "  reducto memory install --remove"
        })
final class MemoryInstallCommand implements Callable<Integer> {
    @Mixin private MemoryOption memory = new MemoryOption();
    @Mixin private Output output = new Output();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "15",
            description = "Between two backups, a divisor of 60. Default: ${DEFAULT-VALUE}.")
    private int minutes = 15;

    @Option(names = "--cron", description = "By cron although systemd runs.")
    private boolean isCron;

    @Option(names = "--print", description = "Changes nothing.")
    private boolean isPrinted;

    @Option(names = "--remove", description = "Backs up no more.")
    private boolean isRemoved;

    @Override
    public Integer call() throws Exception {
        BackupTimer timer = timer();
        if (isPrinted) {
            print(timer);
            return ExitCode.OK.code();
        }
        Starter starter = isCron ? Starter.CRON : TimerInstallation.found();
        if (starter == Starter.NONE) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "neither the user's systemd nor cron answers here; --print shows what another scheduler should run");
        }
        TimerInstallation installation =
                new TimerInstallation(timer, Path.of(System.getProperty("user.home")));
        if (isRemoved) {
            installation.remove(starter);
        } else {
            installation.install(starter);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timer", timer.unit());
        fields.put("by", starter.name().toLowerCase(Locale.ROOT));
        fields.put("installed", !isRemoved);
        String what = isRemoved ? "removed" : "every %d minutes".formatted(minutes);
        output.line("%s: %s, by %s".formatted(timer.unit(), what, fields.get("by")), fields);
        return ExitCode.OK.code();
    }

    private BackupTimer timer() throws Exception {
        String home = System.getProperty("reducto.home", "");
        String program = home.isEmpty() ? "reducto" : Path.of(home, "reducto").toString();
        try (MemoryClone clone = memory.open()) {
            List<String> command =
                    List.of(program, "memory", "backup", "-C", clone.root().toString());
            return new BackupTimer(clone.replica().text(), command, minutes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private void print(BackupTimer timer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("service", timer.service());
        fields.put("timer", timer.timer());
        fields.put("cron", timer.cronTable(""));
        output.line(
                "# %s.service%n%s%n# %s.timer%n%s%n# or, with cron%n%s"
                        .formatted(
                                timer.unit(),
                                timer.service(),
                                timer.unit(),
                                timer.timer(),
                                timer.cronTable("")),
                fields);
    }
}
