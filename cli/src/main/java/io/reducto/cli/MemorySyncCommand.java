package io.reducto.cli;

import io.reducto.memory.sync.MemoryClone;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reducto memory sync}. */
@Command(
        name = "sync",
        description = {
            "Exchanges what is known with the remote, renders the files, and repairs merges that were made without us.",
            "Reads no client file; backup does."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto memory sync -C ~/memory --patience 600"})
final class MemorySyncCommand implements Callable<Integer> {
    @Mixin private ExchangeOption memory = new ExchangeOption();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemoryClone clone = memory.open()) {
            return new MemoryReport(output).print(clone.exchange());
        }
    }
}
