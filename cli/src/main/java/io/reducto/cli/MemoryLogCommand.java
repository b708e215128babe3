package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reducto memory log}. */
@Command(
        name = "log",
        description =
                "What commands have done in this clone, a JSON object each, the newest last: times, counts, commits; never content.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto memory log -n 5"})
final class MemoryLogCommand implements Callable<Integer> {
    @Mixin private MemoryOption memory = new MemoryOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Override
    public Integer call() throws Exception {
        try (MemoryClone clone = memory.open()) {
            List<String> lines = clone.log();
            lines.stream()
                    .skip(Math.max(0, lines.size() - count))
                    .forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.OK.code();
    }
}
