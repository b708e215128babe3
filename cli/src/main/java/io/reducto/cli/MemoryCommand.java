package io.reducto.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code reducto memory}: one memory of many machines. */
@Command(
        name = "memory",
        description = {
            "Keeps what tools on many machines remember in one Git repository: no lock, no conflict, nothing lost.",
            "docs/memory.md takes two machines from nothing to one memory."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class MemoryCommand implements Runnable {
    @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required command");
    }
}
