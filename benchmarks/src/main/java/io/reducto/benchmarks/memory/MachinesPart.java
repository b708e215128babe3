package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.memory.Section.Row;
import io.reducto.memory.file.MemoryFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The merge by the number of machines that have written the memory. */
final class MachinesPart implements Part {
    private static final double NANOS_PER_MS = 1e6;
    private static final double KIB = 1024;

    @Override
    public String name() {
        return "machines";
    }

    @Override
    public Section measure(Effort effort, Consumer<String> progress) {
        List<Row> rows = new ArrayList<>();
        for (int machines : effort.machines()) {
            int rounds = effort.rounds(effort.entries());
            progress.accept("%,d merges of what %d machines wrote".formatted(rounds, machines));
            MemoryInput input = MemoryInput.of(effort.entries(), machines);
            Merges merges = Merges.measure(input, Math.max(1, rounds / 2), rounds);
            rows.add(row(machines, input, merges.of(Merge::whole)));
        }
        return new Section(
                name(),
                "merge of %,d entries by machines".formatted(effort.entries()),
                List.of("median ms", "replicas KiB", "all files KiB"),
                rows,
                List.of("Each machine says of each other what it has seen: the square of them."));
    }

    private static Row row(int machines, MemoryInput input, Distribution nanos) {
        byte[] replicas = input.theirs().getOrDefault(MemoryFiles.REPLICAS, new byte[0]);
        long all = input.theirs().values().stream().mapToLong(file -> file.length).sum();
        return new Row(
                "%d machines".formatted(machines),
                List.of(nanos.p50() / NANOS_PER_MS, replicas.length / KIB, all / KIB),
                List.of());
    }
}
