package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reducto memory verify}. */
@Command(
        name = "verify",
        description = {
            "Compares what is committed and checked out with what this clone knows: every line with its checksum, every file byte for byte, modes, the set-up, and git fsck. Changes nothing.",
            "The exit code is 1 when something is not as it should be."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto memory verify --json"})
final class MemoryVerifyCommand implements Callable<Integer> {
    @Mixin private MemoryOption memory = new MemoryOption();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemoryClone clone = memory.open()) {
            List<String> problems = clone.verify();
            problems.forEach(problem -> output.line(problem, Map.of("problem", problem)));
            if (problems.isEmpty()) {
                int keys = clone.state().registers().size();
                output.line(
                        "all is well: %d keys".formatted(keys),
                        Map.of("keys", keys, "problems", 0));
            }
            return (problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
        }
    }
}
