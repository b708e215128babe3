package io.reducto.memory.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.memory.git.Backoff;
import io.reducto.memory.git.Git;
import io.reducto.memory.git.GitCommand;
import io.reducto.memory.git.GitException;
import io.reducto.memory.git.GitProgram;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A bare remote and machines with a clone and a client file each; real Git, its own settings. */
final class Team {
    static final Map<String, String> ISOLATED =
            Map.of(
                    "GIT_CONFIG_GLOBAL", "/dev/null",
                    "GIT_CONFIG_NOSYSTEM", "1",
                    // No test cuts the power.
                    "GIT_CONFIG_PARAMETERS", "'core.fsync'='none'");

    final Path folder;
    final Path remote;
    private final Seed seed;
    private Instant now = Instant.parse("2026-11-22T00:00:00Z");

    Team(Path folder, Seed seed) throws Exception {
        this.folder = folder;
        this.remote = folder.resolve("team.git");
        this.seed = seed;
        git(folder, "init", "-q", "--bare", "team.git");
        // A server does it in its own time.
        git(remote, "config", "receive.autogc", "false");
        git(remote, "config", "core.fsync", "none");
    }

    static String git(Path folder, String... arguments) throws GitException {
        return new GitProgram(folder, ISOLATED).run(GitCommand.of(arguments)).text();
    }

    /** Time passes by a second with each look at the clock. */
    private synchronized Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    Machine machine(String name) throws Exception {
        return machine(name, UnaryOperator.identity());
    }

    Machine machine(String name, UnaryOperator<Git> faults) throws Exception {
        git(folder, "clone", "-q", "team.git", name);
        return new Machine(name, faults, Optional.empty());
    }

    /** A machine on which {@code branch} is exchanged whatever is checked out. */
    Machine machineOn(String branch, String name) throws Exception {
        git(folder, "clone", "-q", "team.git", name);
        return new Machine(name, UnaryOperator.identity(), Optional.of(branch));
    }

    /** One machine of the team. */
    final class Machine {
        final Path clone;
        final Path client;
        Duration clockOff = Duration.ZERO;
        Duration patience = Duration.ofSeconds(20);
        private final UnaryOperator<Git> faults;
        private final RandomGenerator random = new SplittableRandom(seed.random().nextLong());

        private Machine(String name, UnaryOperator<Git> faults, Optional<String> branch)
                throws Exception {
            this.faults = faults;
            this.clone = folder.resolve(name);
            this.client = folder.resolve(name + ".json");
            MemorySetup setup = new MemorySetup(name, List.of(client), "false", false, branch);
            try (MemoryClone opened = setup.open(clone, surroundings(), random)) {
                opened.exchange();
            }
        }

        Surroundings surroundings() {
            Backoff.Source source =
                    new Backoff.Source(random, TimeUnit.NANOSECONDS::sleep, System::nanoTime);
            return new Surroundings(
                    path -> faults.apply(new GitProgram(path, ISOLATED)),
                    () -> tick().plus(clockOff),
                    source,
                    patience);
        }

        MemoryClone open() throws Exception {
            return MemoryClone.open(clone, surroundings());
        }

        void writes(String... objects) throws IOException {
            Files.writeString(client, "[" + String.join(",\n", objects) + "]\n");
        }

        Outcome backup(String... objects) throws Exception {
            writes(objects);
            return backup();
        }

        Outcome backup() throws Exception {
            try (MemoryClone opened = open()) {
                opened.take(opened.clients());
                return opened.exchange();
            }
        }

        Outcome sync() throws Exception {
            try (MemoryClone opened = open()) {
                return opened.exchange();
            }
        }

        List<String> problems() throws Exception {
            try (MemoryClone opened = open()) {
                return opened.verify();
            }
        }

        /** Lines of the unified file, without metadata. */
        List<String> shown() throws IOException {
            return lines(clone.resolve("memory/unified.jsonl"))
                    .map(line -> line.replaceFirst(",\"_reducto\":.*", "}"))
                    .toList();
        }

        String git(String... arguments) throws GitException {
            return Team.git(clone, arguments);
        }

        /** Everything below memory/. */
        SortedMap<String, String> files() throws IOException {
            SortedMap<String, String> files = new TreeMap<>();
            Path memory = clone.resolve("memory");
            try (Stream<Path> all = Files.walk(memory)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(memory.relativize(file).toString(), Files.readString(file));
                }
            }
            return files;
        }
    }

    static Stream<String> lines(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readString(file, StandardCharsets.UTF_8).lines()
                : Stream.of();
    }

    /** All machines hold the same, and their repositories are whole. */
    void checkInStep(Machine... machines) throws Exception {
        for (Machine machine : machines) {
            assertThat(machine.files()).isEqualTo(machines[0].files());
            assertThat(machine.problems()).isEmpty();
        }
        git(remote, "fsck", "--strict", "--no-dangling");
    }
}
