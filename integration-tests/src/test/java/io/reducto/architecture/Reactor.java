package io.reducto.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules of the build, found from the POMs on disk. */
public final class Reactor {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private Reactor() {}

    /** The folder of the parent POM. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder =
                    Objects.requireNonNull(
                            folder.getParent(), "no mvnw above the working directory");
        }
        return folder;
    }

    /** The folder of every module, the parent's first. */
    public static List<Path> modules() {
        return modulesFrom(root()).toList();
    }

    private static Stream<Path> modulesFrom(Path folder) {
        return Stream.concat(
                Stream.of(folder),
                MODULE.matcher(read(folder.resolve("pom.xml")))
                        .results()
                        .map((MatchResult module) -> folder.resolve(module.group(1)))
                        .flatMap(Reactor::modulesFrom));
    }

    /** The text of {@code file}. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All regular files below {@code folder}, sorted; none where it does not exist. */
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Location> locations(String... outputs) {
        return modules().stream()
                .flatMap(module -> Stream.of(outputs).map(module::resolve))
                .filter(Files::isDirectory)
                .map(Location::of)
                .collect(Collectors.toSet());
    }

    /** What is handed out: the production classes of every module. */
    public static final class Production implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return locations("target/classes");
        }
    }

    /** Leaves out the classes that JMH writes around each benchmark. */
    public static final class WithoutThoseOfJmh implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jmh_generated/");
        }
    }

    /** Production and test classes of every module. */
    public static final class Everything implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return locations("target/classes", "target/test-classes");
        }
    }
}
