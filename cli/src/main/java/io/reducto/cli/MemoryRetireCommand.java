package io.reducto.cli;

import io.reducto.crdt.ReplicaId;
import io.reducto.memory.sync.MemoryClone;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code reducto memory retire}. */
@Command(
        name = "retire",
        description = {
            "Stops waiting for a machine that is gone, so that history which it has not seen can be forgotten.",
            "What it has written stays, and what it may still write is taken."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto memory retire desk-1a2b3c4d"})
final class MemoryRetireCommand implements Callable<Integer> {
    @Mixin private ExchangeOption memory = new ExchangeOption();
    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "REPLICA", description = "As show --replicas prints it.")
    private String replica = "";

    @Override
    public Integer call() throws Exception {
        ReplicaId gone = parse(replica);
        try (MemoryClone clone = memory.open()) {
            clone.retire(gone);
            return new MemoryReport(output).print(clone.exchange());
        }
    }

    private static ReplicaId parse(String text) {
        try {
            return new ReplicaId(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
