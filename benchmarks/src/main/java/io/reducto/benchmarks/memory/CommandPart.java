package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.memory.Program.Spent;
import io.reducto.benchmarks.memory.Section.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code reducto memory sync} from its start to its end. */
final class CommandPart implements Part {
    private static final String WALL_MAX = "wall max s";
    private static final String SHARE = "% of 15 min";
    private static final int JUDGED = 1_000;
    private static final double SECONDS_MAX = 1;
    private static final double SHARE_MAX = 10;
    private static final double PERCENT = 100;
    private static final double INTERVAL_SECONDS = 900;

    private final List<String> reducto;

    /** Of the program {@code reducto}, with what stands before its first word. */
    CommandPart(List<String> reducto) {
        this.reducto = List.copyOf(reducto);
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Section measure(Effort effort, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        long archived = 0;
        for (int entries : effort.commands()) {
            progress.accept("reducto memory sync, %,d entries".formatted(entries));
            try (Scratch scratch = Scratch.make()) {
                TwoClones clones = TwoClones.in(scratch.folder(), reducto, entries);
                archived = clones.classesFromArchive();
                rows.addAll(rows(clones, entries, effort.runs(entries)));
            }
        }
        return new Section(
                name(),
                "reducto memory sync",
                List.of("wall p50 s", WALL_MAX, "CPU p50 s", "CPU max s", SHARE),
                rows,
                List.of(
                        runs(effort)
                                + "; a remote in a local folder; news: a tenth of the entries on"
                                + " either side, a hundredth on both.",
                        archived == 0
                                ? "Without an archive of classes: reducto made none, or it is out"
                                        + " of date."
                                : "%,d classes came from reducto's archive.".formatted(archived)));
    }

    static String runs(Effort effort) {
        return effort.commands().stream()
                .map(size -> "%d runs of %,d entries".formatted(effort.runs(size), size))
                .collect(Collectors.joining(", "));
    }

    private static List<Row> rows(TwoClones clones, int entries, int runs)
            throws IOException, InterruptedException {
        List<Spent> news = new ArrayList<>();
        List<Spent> nothing = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            clones.write();
            news.add(clones.syncNews());
            nothing.add(clones.syncNothing());
        }
        return List.of(
                row("%,d entries, news on both sides".formatted(entries), entries, news),
                row("%,d entries, no news".formatted(entries), entries, nothing));
    }

    private static Row row(String name, int entries, List<Spent> runs) {
        Distribution wall = Distribution.of(runs.stream().mapToDouble(Spent::wall));
        Distribution cpu = Distribution.of(runs.stream().mapToDouble(Spent::cpu));
        double share = cpu.max() / INTERVAL_SECONDS * PERCENT;
        Bar ofShare = Bar.below(SHARE, SHARE_MAX);
        return new Row(
                name,
                List.of(wall.p50(), wall.max(), cpu.p50(), cpu.max(), share),
                entries > JUDGED
                        ? List.of(ofShare)
                        : List.of(Bar.below(WALL_MAX, SECONDS_MAX), ofShare));
    }

    /** The command of the tree at {@code home}. */
    static CommandPart of(Path home) {
        return new CommandPart(List.of(home.resolve("reducto").toString()));
    }
}
