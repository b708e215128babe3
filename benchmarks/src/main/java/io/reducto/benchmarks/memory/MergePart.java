package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.memory.Section.Row;
import java.util.List;
import java.util.function.Consumer;

/** The merge in the running program, when compilers have done their work. */
final class MergePart implements Part {
    private static final String P99 = "p99 ms";
    private static final double P99_MS_MAX = 100;
    private static final double NANOS_PER_MS = 1e6;

    @Override
    public String name() {
        return "merge";
    }

    @Override
    public Section measure(Effort effort, Consumer<String> progress) {
        progress.accept("%,d merges of %,d entries".formatted(effort.merges(), effort.entries()));
        Merges merges =
                Merges.measure(MemoryInput.of(effort.entries()), effort.warmups(), effort.merges());
        Bar bar = Bar.atMost(P99, P99_MS_MAX);
        return new Section(
                name(),
                "merge of %,d entries".formatted(effort.entries()),
                List.of("p50 ms", P99, "max ms"),
                List.of(
                        row("whole", merges.of(Merge::whole), List.of(bar)),
                        row("read", merges.of(Merge::read), List.of()),
                        row("join", merges.of(Merge::join), List.of()),
                        row("render", merges.of(Merge::render), List.of())),
                List.of(
                        "%,d merges after %,d; half of the entries changed there, a tenth on both sides."
                                .formatted(effort.merges(), effort.warmups())));
    }

    private static Row row(String name, Distribution nanos, List<Bar> bars) {
        return new Row(
                name,
                List.of(
                        nanos.p50() / NANOS_PER_MS,
                        nanos.p99() / NANOS_PER_MS,
                        nanos.max() / NANOS_PER_MS),
                bars);
    }
}
