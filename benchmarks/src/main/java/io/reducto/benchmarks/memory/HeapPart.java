package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.memory.Section.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** How much memory a merge needs beside what a JVM needs that merges nothing. */
final class HeapPart implements Part {
    private static final String MORE = "more MB";
    private static final double MEGABYTES_MAX = 50;
    private static final double MEGABYTE = 1e6;
    private static final double BINARY = (1 << 20) / MEGABYTE;

    /**
     * What was found of one input.
     *
     * @param heap the least that is enough
     * @param peakInIt resident memory in that heap
     * @param peak resident memory in the heap that a JVM takes by itself
     * @param allocated by the merge
     */
    private record Need(double heap, double peakInIt, double peak, double allocated) {}

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Section measure(Effort effort, Consumer<String> progress)
            throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.make()) {
            progress.accept("the least heap of an empty merge");
            Need floor = need(scratch.folder(), 0, effort.tries());
            progress.accept("the least heap of a merge of %,d entries".formatted(effort.entries()));
            Need need = need(scratch.folder(), effort.entries(), effort.tries());
            return section(effort.entries(), floor, need);
        }
    }

    private static Need need(Path scratch, int entries, int tries)
            throws IOException, InterruptedException {
        Path folder = scratch.resolve("entries-" + entries);
        MergeProbe.write(MemoryInput.of(entries), folder);
        MergeChild child = new MergeChild(folder, scratch.resolve("output"));
        int least = LeastHeap.megabytes(heap -> succeeds(child, heap, tries));
        OptionalLong peakInIt = child.peak(least);
        if (peakInIt.isEmpty()) {
            throw new IOException(
                    "a merge has succeeded in %d MiB and then failed; more tries are needed"
                            .formatted(least));
        }
        return new Need(
                least * BINARY,
                peakInIt.getAsLong() / MEGABYTE,
                child.peak() / MEGABYTE,
                child.allocated() / MEGABYTE);
    }

    private static boolean succeeds(MergeChild child, int megabytes, int tries)
            throws IOException, InterruptedException {
        for (int i = 0; i < tries; i++) {
            if (child.peak(megabytes).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Section section(int entries, Need floor, Need need) {
        List<Bar> bars = List.of(Bar.below(MORE, MEGABYTES_MAX));
        return new Section(
                name(),
                "memory of one merge",
                List.of("nothing to merge MB", "%,d entries MB".formatted(entries), MORE),
                List.of(
                        row("least heap", floor.heap, need.heap, bars),
                        row("peak RSS in it", floor.peakInIt, need.peakInIt, bars),
                        row("peak RSS, default heap", floor.peak, need.peak, List.of()),
                        row("allocated", floor.allocated, need.allocated, List.of())),
                List.of(
                        "Fresh JVMs, serial collector, first compiler only; heaps in steps of %d MiB."
                                .formatted(LeastHeap.STEP_MEGABYTES)));
    }

    private static Row row(String name, double floor, double need, List<Bar> bars) {
        return new Row(name, List.of(floor, need, need - floor), bars);
    }
}
