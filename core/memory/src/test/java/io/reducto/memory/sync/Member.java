package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.Backoff;
import io.reducto.memory.git.GitException;
import io.reducto.memory.sync.Outcome.Delivery;
import io.reducto.memory.sync.Team.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One clone of a campaign: its user, who edits a client file, and the commands that it runs. */
final class Member {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a process that is killed while it writes leaves behind. */
    private static final List<String> HALF_WRITTEN =
            List.of("state.next", "seen.next", "rendered.next", "moving.new", "index.lock");

    private static final List<String> OUR_FILES =
            List.of("state.next", "seen.next", "rendered.next", "moving.new");

    final String name;
    final Machine machine;
    final FaultyGit git = new FaultyGit();
    private final Team team;
    private final Ledger ledger;
    private final RandomGenerator random;
    private final AtomicLong nanos = new AtomicLong();
    private long lookedAt;
    private long restoredAt;
    private int texts;

    Member(Team team, String name, Ledger ledger, RandomGenerator random) throws Exception {
        this.team = team;
        this.name = name;
        this.machine = team.machine(name, git::over);
        this.ledger = ledger;
        this.random = random;
    }

    /** A command of the clone. */
    @FunctionalInterface
    interface Command {
        Outcome run() throws Exception;
    }

    /** Waiting costs no time. */
    private Surroundings surroundings() {
        Surroundings real = machine.surroundings();
        Backoff.Source source = new Backoff.Source(random, nanos::addAndGet, nanos::get);
        return new Surroundings(real.git(), real.clock(), source, machine.patience);
    }

    private MemoryClone open() throws Exception {
        return MemoryClone.open(machine.clone, surroundings());
    }

    // ── the user ────────────────────────────────────────────────────────────────────────────────

    /** Adds an entry of its own, and now and then one that others have too, or edits one. */
    void edits(int round) throws IOException {
        List<Ledger.Line> lines = new ArrayList<>(lines());
        lines.add(written("%s-%d".formatted(name, round)));
        String rival = "rival-" + round / 3;
        if (random.nextInt(3) == 0 && lines.stream().noneMatch(l -> l.id().equals(rival))) {
            lines.add(written(rival));
        }
        if (random.nextInt(5) < 3) {
            int at = random.nextInt(lines.size());
            lines.set(at, written(lines.get(at).id()));
        }
        machine.writes(lines.stream().map(Ledger.Line::json).toArray(String[]::new));
    }

    private Ledger.Line written(String id) {
        String text = "%s says %d of %s".formatted(name, texts++, id);
        ledger.writes(name, id, text, restoredAt);
        return new Ledger.Line(id, text);
    }

    private List<Ledger.Line> lines() throws IOException {
        return Ledger.Line.of(file());
    }

    private String file() throws IOException {
        return Files.exists(machine.client) ? Files.readString(machine.client) : "";
    }

    // ── commands ────────────────────────────────────────────────────────────────────────────────

    Outcome backup() throws Exception {
        try (MemoryClone clone = open()) {
            String file = file();
            clone.take(List.of(machine.client));
            ledger.acknowledge(name, file);
            return exchange(clone);
        }
    }

    Outcome sync() throws Exception {
        try (MemoryClone clone = open()) {
            return exchange(clone);
        }
    }

    /** The client file becomes what the clone knows. */
    Outcome restore() throws Exception {
        try (MemoryClone clone = open()) {
            restoredAt = lookedAt;
            String file = file();
            clone.restore(machine.client);
            ledger.acknowledge(name, file);
            return exchange(clone);
        }
    }

    /** Removes {@code key}, if it is still there: a removal that was cut off may have happened. */
    Outcome remove(String key) throws Exception {
        try (MemoryClone clone = open()) {
            if (clone.state().register(key).flatMap(r -> r.visible()).isPresent()) {
                ledger.removes(name, key.substring("default/".length()), lookedAt);
                clone.remove(key);
            }
            return exchange(clone);
        }
    }

    private Outcome exchange(MemoryClone clone) throws Exception {
        ledger.begins(name);
        try {
            return clone.exchange();
        } finally {
            lookedAt = ledger.step();
        }
    }

    /** A restore, a removal or, most of the time, a backup. */
    Command next() throws Exception {
        int dice = random.nextInt(12);
        List<String> shown = machine.shown();
        if (dice == 0 && !shown.isEmpty()) {
            String line = shown.get(random.nextInt(shown.size()));
            return () -> remove("default/" + Ledger.Line.of(line).get(0).id());
        }
        return dice < 3 ? this::restore : this::backup;
    }

    // ── faults ──────────────────────────────────────────────────────────────────────────────────

    /** Lets {@code fault} happen in the command that follows. */
    void arm(Fault fault, Runnable rival) throws IOException {
        machine.patience = random.nextBoolean() ? PATIENCE : Duration.ZERO;
        git.arm(fault, random.nextInt(fault.placesMax()), rival);
        if (fault == Fault.FILE_UNWRITABLE) {
            Path file = unwritable();
            Files.deleteIfExists(file);
            Files.createDirectories(file.resolve("in-the-way"));
        }
    }

    private Path unwritable() throws IOException {
        List<Path> files = new ArrayList<>();
        OUR_FILES.forEach(file -> files.add(ours().resolve(file)));
        Path bases = ours().resolve("clients");
        if (Files.exists(bases)) {
            try (Stream<Path> all = Files.list(bases)) {
                all.forEach(base -> files.add(base.resolveSibling(base.getFileName() + ".next")));
            }
        }
        return files.get(random.nextInt(files.size()));
    }

    private Path ours() {
        return machine.clone.resolve(".git/reducto/memory");
    }

    /** The world is as it should be again. Answers whether the fault has struck. */
    boolean disarm() throws IOException {
        machine.patience = PATIENCE;
        List<Path> inTheWay;
        try (Stream<Path> all = Files.walk(ours())) {
            inTheWay = all.filter(path -> path.endsWith("in-the-way")).toList();
        }
        for (Path path : inTheWay) {
            Files.delete(path);
            Files.delete(path.getParent());
        }
        return git.disarm();
    }

    /** The process has ended in the midst of its work. */
    void leaveHalfWritten() {
        try {
            for (String file : HALF_WRITTEN) {
                Files.writeString(ours().resolve(file), "RD");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ── what is seen of it ──────────────────────────────────────────────────────────────────────

    /** What is wrong after a command without a fault; empty where all is well. */
    String complaint(Outcome outcome) throws GitException {
        boolean isDelivered =
                outcome.delivery() == Delivery.PUSHED || outcome.delivery() == Delivery.IN_STEP;
        if (isDelivered) {
            String tip = Team.git(team.remote, "rev-parse", "HEAD").strip();
            assertThat(outcome.commit()).as("what is said to be at the remote").hasValue(tip);
        }
        boolean isMoved = outcome.notes().stream().noneMatch(note -> note.contains("stays"));
        String status = machine.git("status", "--porcelain", "--untracked-files=no");
        if (isDelivered && isMoved && status.isEmpty()) {
            return "";
        }
        return "%s %s %s".formatted(outcome.delivery(), outcome.notes(), status);
    }
}
