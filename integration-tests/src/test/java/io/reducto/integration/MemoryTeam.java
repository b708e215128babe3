package io.reducto.integration;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bare remote and clones of it, in which {@code reducto memory} runs in processes of its own. */
final class MemoryTeam {
    private static final int PATIENCE_SECONDS = 600;
    private static final Pattern ID = Pattern.compile("^\\{\"id\":\"([^\"]*)\"");

    private final Path folder;
    private final List<String> names;
    private final Map<String, Map<String, String>> entries = new LinkedHashMap<>();

    /** Clones of a new remote in the same folder that take part in one memory. */
    MemoryTeam(Path folder, List<String> names) throws Exception {
        this(folder, "team.git", names);
    }

    /** Clones of a new remote {@code team.git} that they reach at {@code address}. */
    MemoryTeam(Path folder, String address, List<String> names) throws Exception {
        this.folder = folder;
        this.names = names;
        run("git", "init", "-q", "--bare", "team.git");
        for (String name : names) {
            entries.put(name, new LinkedHashMap<>());
            run("git", "clone", "-q", address, name);
            assertThat(memory(name, "init", "--client", client(name).toString()).finish().code())
                    .isZero();
        }
    }

    /** A program that is at work. */
    record Running(Process process, Path output) {
        /** Its end. */
        Ended finish() throws Exception {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after %d s".formatted(PATIENCE_SECONDS));
            }
            String text = Files.readString(output);
            Files.delete(output);
            return new Ended(process.exitValue(), text);
        }

        /** SIGKILL, with the processes that it has started or without them. */
        void kill(boolean withChildren) throws Exception {
            if (withChildren) {
                String group = "-" + process.pid();
                new ProcessBuilder("sh", "-c", "kill -KILL -- \"$0\"", group).start().waitFor();
            } else {
                process.destroyForcibly();
            }
            process.waitFor();
        }
    }

    /** How a program has ended. */
    record Ended(int code, String output) {
        /** Whether everything is at the remote, and the local branch where it should be. */
        boolean isWell() {
            return code == 0 && !output.contains("stays");
        }
    }

    Path clone(String name) {
        return folder.resolve(name);
    }

    private Path client(String name) {
        return folder.resolve(name + ".json");
    }

    /** The command that runs {@code reducto memory} in the clone {@code name}. */
    List<String> command(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of("memory", arguments[0], "-C", name));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        List<String> command = new ArrayList<>(CommandLineProcess.command(all));
        command.add(1, "-XX:TieredStopAtLevel=1");
        return command;
    }

    /** {@code reducto memory} in the clone {@code name}, in a group of processes of its own. */
    Running memory(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(command(name, arguments));
        return start(command);
    }

    /** Any program in the folder of the team. */
    Running start(List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "run", ".out");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        process.getOutputStream().close();
        return new Running(process, output);
    }

    /** Runs a program that must succeed. */
    String run(String... command) throws Exception {
        Ended ended = start(List.of(command)).finish();
        assertThat(ended.code()).as("%s: %s", List.of(command), ended.output()).isZero();
        return ended.output();
    }

    /** The client of {@code name} says this from now on. */
    void says(String name, String id, String text) throws IOException {
        said(name).put(id, text);
        String file =
                said(name).entrySet().stream()
                        .map(
                                e ->
                                        "{\"id\":\"%s\",\"text\":\"%s\"}"
                                                .formatted(e.getKey(), e.getValue()))
                        .collect(Collectors.joining(",\n", "[", "]\n"));
        Path next = Files.writeString(folder.resolve(name + ".next"), file);
        Files.move(next, client(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the client of {@code name} says, by id. */
    Map<String, String> said(String name) {
        return Optional.ofNullable(entries.get(name)).orElseThrow();
    }

    /** Exchanges until all must know all, then looks whether they do. Answers how many values. */
    int checkInStep() throws Exception {
        for (int pass = 0; pass < 2; pass++) {
            for (String name : names) {
                Ended ended = memory(name, "sync").finish();
                assertThat(ended.isWell()).as("%s: %s", name, ended.output()).isTrue();
            }
        }
        Map<String, String> files = files(names.get(0));
        for (String name : names) {
            assertThat(files(name)).as(name).isEqualTo(files);
            Ended verified = memory(name, "verify").finish();
            assertThat(verified.code()).as("%s: %s", name, verified.output()).isZero();
            run("git", "-C", name, "fsck", "--strict", "--no-dangling");
        }
        run("git", "-C", "team.git", "fsck", "--strict", "--no-dangling");
        assertThat(run("git", "-C", "team.git", "rev-list", "--merges", "--all")).isEmpty();
        return checkValues(files);
    }

    private int checkValues(Map<String, String> files) {
        List<String> shown =
                files.getOrDefault("unified.jsonl", "")
                        .lines()
                        .map(line -> ID.matcher(line))
                        .map(matcher -> matcher.find() ? matcher.group(1) : "none")
                        .toList();
        Set<String> ids =
                entries.values().stream()
                        .flatMap(own -> own.keySet().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(shown).as("each entry once").containsExactlyInAnyOrderElementsOf(ids);
        // Nobody has seen what the others say, so all of it is current: shown, or beside what is.
        String writes =
                files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith("hosts/"))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining());
        Map<String, Long> sayers =
                entries.values().stream()
                        .flatMap(own -> own.values().stream())
                        .collect(groupingBy(text -> text, counting()));
        sayers.forEach(
                (text, count) ->
                        assertThat(occurrences(writes, "\"" + text + "\""))
                                .as("%s, once from each", text)
                                .isEqualTo(count));
        return sayers.size();
    }

    private static long occurrences(String text, String part) {
        return Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
    }

    private Map<String, String> files(String name) throws IOException {
        Path memory = clone(name).resolve("memory");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(memory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(memory.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
