package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code reducto memory merge}. */
@Command(
        name = "merge",
        description = {
            "Takes what files of other tools or old backups hold, arrays or JSON lines, and exchanges it.",
            "Versions of one entry from different files stand beside each other; the latest by their own time is shown."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto memory merge old-backups/*.jsonl"})
final class MemoryMergeCommand implements Callable<Integer> {
    @Mixin private ExchangeOption memory = new ExchangeOption();
    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Arrays or JSON lines.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        List<Path> named = NamedFiles.present(files);
        try (MemoryClone clone = memory.open()) {
            clone.merge(named);
            return new MemoryReport(output).print(clone.exchange());
        }
    }
}
