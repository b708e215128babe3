package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code reducto memory rm}. */
@Command(
        name = "rm",
        description = {
            "Removes entries, as far as they are known here, and exchanges that. An edit that somebody makes at the same moment wins.",
            "What Git has committed stays in its history."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto memory rm default/42 notes/tea"})
final class MemoryRmCommand implements Callable<Integer> {
    @Mixin private ExchangeOption memory = new ExchangeOption();
    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "KEY", arity = "1..*", description = "As show prints them.")
    private List<String> keys = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        try (MemoryClone clone = memory.open()) {
            for (String key : keys) {
                clone.remove(key);
            }
            return new MemoryReport(output).print(clone.exchange());
        }
    }
}
