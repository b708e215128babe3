package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.integration.MemoryTeam.Ended;
import io.reducto.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A clone whose commands are overheard, and what of planted secrets is found around it. */
final class LeakSearch {
    static final String CLONE = "laptop";
    static final String CLIENT = CLONE + ".json";

    /** What all commands have said. */
    static final String PRINTED = "printed";

    final Path folder;
    final MemoryTeam team;
    final PlantedSecrets secrets;

    /** A clone and its remote in {@code folder}, where everything is that is searched. */
    LeakSearch(Path folder, Seed seed) throws Exception {
        this.folder = Files.createDirectory(folder);
        this.team = new MemoryTeam(folder, List.of(CLONE));
        this.secrets = new PlantedSecrets(seed);
        Files.createDirectory(folder.resolve("tmp"));
    }

    /** Runs a command that ends with {@code code}, and keeps what it says. */
    String prints(int code, String... command) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.removeIf(String::isEmpty);
        all.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
        Ended ended = team.memory(CLONE, all.toArray(String[]::new)).finish();
        assertThat(ended.code()).as("%s: %s", all, ended.output()).isEqualTo(code);
        Files.writeString(
                folder.resolve(PRINTED),
                ended.output(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return ended.output();
    }

    /** Every object, reachable or not, as a file that is searched like the others. */
    void dumpObjects() throws Exception {
        for (String repository : List.of(CLONE, "team.git")) {
            String all = "git -C %1$s cat-file --batch-all-objects --batch > %1$s.objects";
            team.run("sh", "-c", all.formatted(repository));
        }
    }

    /** In each of {@code files} there is {@code text}, which is no secret. */
    void assertReaches(String text, String... files) throws IOException {
        for (String file : files) {
            byte[] bytes = Files.readAllBytes(folder.resolve(file));
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1).contains(text))
                    .as(file)
                    .isTrue();
        }
    }

    /** The names of the secrets that were planted there. */
    Set<String> planted(String where) {
        return secrets.names().stream()
                .filter(name -> name.contains(where))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same, each behind the file that is to have it. */
    Set<String> plantedIn(String path, String where) {
        return in(path, planted(where));
    }

    private static Set<String> in(String path, Set<String> names) {
        return names.stream()
                .map(name -> path + ": " + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each file that holds something of a secret, with the name of that. */
    Set<String> found(Predicate<String> where) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String path : files(where)) {
            found.addAll(in(path, secrets.in(Files.readAllBytes(folder.resolve(path)))));
        }
        return found;
    }

    List<String> files(Predicate<String> where) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(where)
                    .sorted()
                    .toList();
        }
    }

    /** Says what differs, not all that was planted. */
    static void assertSame(Set<String> found, Set<String> expected) {
        Set<String> surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        assertThat(surplus).as("secrets where none may be").isEmpty();
        assertThat(missing).as("secrets that should be found").isEmpty();
    }
}
