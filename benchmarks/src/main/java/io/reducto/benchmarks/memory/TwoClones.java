package io.reducto.benchmarks.memory;

import io.reducto.benchmarks.memory.Program.Spent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A remote in a folder, and two clones of it that know the same entries. In each round a tenth of
 * them is changed at either side, a hundredth at both.
 */
final class TwoClones {
    private static final String REMOTE = "team.git";
    private static final String HERE = "laptop";
    private static final String THERE = "desk";
    private static final int TENTH = 10;
    private static final int OVERLAP = 9;

    /** Not those of whoever measures: a hook or a signature would be measured as well. */
    private static final Map<String, String> SETTINGS =
            Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");

    private final List<String> reducto;
    private final Path folder;
    private final int entries;
    private final Program program;
    private int round;

    private TwoClones(List<String> reducto, Path folder, int entries) {
        this.reducto = List.copyOf(reducto);
        this.folder = folder;
        this.entries = entries;
        this.program = new Program(folder, SETTINGS);
    }

    /**
     * Makes them.
     *
     * @param reducto the command
     * @param folder an empty one
     */
    static TwoClones in(Path folder, List<String> reducto, int entries)
            throws IOException, InterruptedException {
        TwoClones clones = new TwoClones(reducto, folder, entries);
        clones.program.run(List.of("git", "init", "-q", "--bare", REMOTE));
        for (String clone : List.of(HERE, THERE)) {
            clones.program.run(List.of("git", "clone", "-q", REMOTE, clone));
            clones.clientFile(clone);
            clones.memory(clone, "init", "--client", clone + ".json");
            clones.memory(clone, "backup");
        }
        clones.sync();
        return clones;
    }

    private void clientFile(String clone) throws IOException {
        byte[] file = EntryTexts.file(entries, place -> revision(clone, place));
        Files.write(folder.resolve(clone + ".json"), file);
    }

    /** The entries at the begin are changed here; from nine tenths of them on as many there. */
    private int revision(String clone, int place) {
        if (round == 0) {
            return 0;
        }
        int changed = Math.max(1, entries / TENTH);
        int from = clone.equals(THERE) ? changed * OVERLAP / TENTH : 0;
        boolean isChanged = place >= from && place < from + changed;
        return isChanged ? 2 * round + (clone.equals(THERE) ? 1 : 0) : 0;
    }

    /** Lets both write: there it is exchanged, here it is in the clone only. */
    void write() throws IOException, InterruptedException {
        round++;
        clientFile(THERE);
        memory(THERE, "backup");
        clientFile(HERE);
        memory(HERE, "backup", "--local");
    }

    /** The command that is measured, where there are news on both sides. */
    Spent syncNews() throws IOException, InterruptedException {
        String before = tip();
        Spent spent = sync();
        String news = "\"revision\":%d,".formatted(2 * round + 1);
        String unified = Files.readString(folder.resolve(HERE).resolve("memory/unified.jsonl"));
        if (before.equals(tip()) || !unified.contains(news)) {
            throw new IOException("a sync has not exchanged what is new:\n" + spent.said());
        }
        return spent;
    }

    /** The command that is measured, where there is nothing new. */
    Spent syncNothing() throws IOException, InterruptedException {
        String before = tip();
        Spent spent = sync();
        if (!before.equals(tip())) {
            throw new IOException("a sync without news has made a commit:\n" + spent.said());
        }
        return spent;
    }

    private Spent sync() throws IOException, InterruptedException {
        return memory(HERE, "sync");
    }

    /**
     * How many of our classes the command takes out of the archive that its launcher has made; none
     * where the archive is missing or out of date, of which the JVM says nothing.
     */
    long classesFromArchive() throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        new Program(folder, Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log))
                .run(command(HERE, List.of("log")));
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(" io.reducto."))
                    .filter(line -> line.contains("shared objects file"))
                    .count();
        }
    }

    private Spent memory(String clone, String... words) throws IOException, InterruptedException {
        return program.run(command(clone, List.of(words)));
    }

    private List<String> command(String clone, List<String> words) {
        List<String> command = new ArrayList<>(reducto);
        command.add("memory");
        command.addAll(words);
        command.addAll(List.of("-C", clone));
        return command;
    }

    private String tip() throws IOException, InterruptedException {
        return program.run(List.of("git", "--git-dir", REMOTE, "for-each-ref")).said();
    }
}
