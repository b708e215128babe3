package io.reducto.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * All commands, of which a command line gets those that its arguments may mean: to describe every
 * one of them takes longer than most commands run. Where the first words do not name a command, as
 * with {@code --help}, it is all of them.
 */
final class CommandTree {
    private static final String MEMORY = "memory";

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();
    private static final Map<String, Class<?>> MEMORY_COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("init", InitCommand.class);
        COMMANDS.put("ls", ListCommand.class);
        COMMANDS.put("log", LogCommand.class);
        COMMANDS.put(MEMORY, MemoryCommand.class);
        COMMANDS.put("publish", PublishCommand.class);
        COMMANDS.put("quickstart", QuickstartCommand.class);
        COMMANDS.put("restore", RestoreCommand.class);
        COMMANDS.put("show", ShowCommand.class);
        COMMANDS.put("stats", StatsCommand.class);
        COMMANDS.put("repair", RepairCommand.class);
        COMMANDS.put("submit", SubmitCommand.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("cluster", ClusterCommand.class);
        COMMANDS.put("version", VersionCommand.class);

        MEMORY_COMMANDS.put("init", MemoryInitCommand.class);
        MEMORY_COMMANDS.put("backup", MemoryBackupCommand.class);
        MEMORY_COMMANDS.put("sync", MemorySyncCommand.class);
        MEMORY_COMMANDS.put("show", MemoryShowCommand.class);
        MEMORY_COMMANDS.put("restore", MemoryRestoreCommand.class);
        MEMORY_COMMANDS.put("rm", MemoryRmCommand.class);
        MEMORY_COMMANDS.put("merge", MemoryMergeCommand.class);
        MEMORY_COMMANDS.put("retire", MemoryRetireCommand.class);
        MEMORY_COMMANDS.put("verify", MemoryVerifyCommand.class);
        MEMORY_COMMANDS.put("log", MemoryLogCommand.class);
        MEMORY_COMMANDS.put("watch", MemoryWatchCommand.class);
        MEMORY_COMMANDS.put("install", MemoryInstallCommand.class);
        MEMORY_COMMANDS.put("merge-driver", MemoryMergeDriverCommand.class);
    }

    private CommandTree() {}

    /** The command line that understands {@code arguments}. */
    static CommandLine of(String... arguments) {
        return with(new CommandLine(new Reducto()), COMMANDS, Arrays.asList(arguments));
    }

    private static CommandLine with(
            CommandLine parent, Map<String, Class<?>> commands, List<String> words) {
        String word = words.isEmpty() ? "" : words.get(0);
        if (commands.containsKey(word)) {
            add(parent, word, commands.get(word), words.subList(1, words.size()));
        } else {
            commands.forEach((name, command) -> add(parent, name, command, List.of()));
        }
        return parent;
    }

    private static void add(CommandLine parent, String name, Class<?> command, List<String> words) {
        CommandLine added = new CommandLine(command);
        parent.addSubcommand(
                name, command == MemoryCommand.class ? with(added, MEMORY_COMMANDS, words) : added);
    }
}
