package io.reducto.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documents do not drift from the tree: links lead somewhere, and a command that is shown is a
 * command that the build runs.
 *
 * <p>A shell block is fenced {@code bash} or {@code sh}; one command per line, {@code \} continues,
 * {@code #} comments. Output and other text belong in a {@code text} block.
 */
class DocumentsTest {
    private static final Path ROOT = Reactor.root();
    private static final Path LIST = ROOT.resolve("build/executed-commands.txt");

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern FENCE =
            Pattern.compile("(?ms)^ *```([a-z]*)[^\\n]*\\n(.*?)^ *```\\s*?$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+?) *$");
    private static final Pattern TARGET = Pattern.compile("(?m)^([a-z-]+):");
    private static final Pattern RECIPE = Pattern.compile("(?m)^\\t([^@].*)$");

    @Test
    void relativeLinksLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            String text = FENCE.matcher(Reactor.read(document)).replaceAll("");
            LINK.matcher(text)
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .filter(link -> !link.matches("[a-z]+:.*"))
                    .filter(link -> !leadsSomewhere(document, link))
                    .forEach(link -> broken.add(ROOT.relativize(document) + ": " + link));
        }
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void commandsOfDocumentsAreExecuted() {
        Set<String> executed = executed();
        List<String> invented = new ArrayList<>();
        for (Path document : documents()) {
            if (isWhole(document)) {
                continue;
            }
            commands(Reactor.read(document))
                    .filter(command -> !executed.contains(command))
                    .forEach(command -> invented.add(ROOT.relativize(document) + ": " + command));
        }
        assertThat(invented).as("commands that %s does not list", LIST.getFileName()).isEmpty();
    }

    @Test
    void shellBlocksAreCalledBashOrSh() {
        for (Path document : documents()) {
            assertThat(FENCE.matcher(Reactor.read(document)).results().map(block -> block.group(1)))
                    .as("blocks of %s: a command in another block would not be checked", document)
                    .doesNotContain("", "shell", "console", "zsh", "shellsession");
        }
    }

    @Test
    void recipesOfTheMakefileAreExecuted() {
        assertThat(RECIPE.matcher(makefile()).results().map(recipe -> recipe.group(1)))
                .isNotEmpty()
                .allMatch(listed()::contains);
    }

    @Test
    void whatTheListClaimsForCiIsThere() {
        String ci = Reactor.read(ROOT.resolve(".ci/run"));
        for (String line : lines(LIST)) {
            String[] entry = line.split(" +", 2);
            switch (entry[0]) {
                case "ci" -> assertThat(ci).contains(" " + entry[1]);
                case "self" -> assertThat(ROOT.resolve(entry[1])).isExecutable();
                case "copy" -> assertThat(entry[1]).isNotBlank();
                case "whole" -> assertThat(testOf(entry[1])).contains(entry[1].split(" ", 2)[0]);
                default -> throw new AssertionError("build/executed-commands.txt: " + line);
            }
        }
    }

    /** Whether a test runs all of its blocks. */
    private static boolean isWhole(Path document) {
        String start = "whole " + ROOT.relativize(document).toString().replace('\\', '/') + " ";
        return lines(LIST).stream().anyMatch(line -> line.startsWith(start));
    }

    private static String testOf(String entry) {
        String test = entry.split(" ", 2)[1];
        return Reactor.read(
                ROOT.resolve("integration-tests/src/test/java/io/reducto/integration")
                        .resolve(test + ".java"));
    }

    /** Every Markdown file of the tree; hidden and built folders are not part of it. */
    private static List<Path> documents() {
        return Reactor.files(ROOT).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .filter(
                        file ->
                                !ROOT.relativize(file)
                                        .toString()
                                        .matches("(.*[/\\\\])?(\\..*|target[/\\\\].*)"))
                .toList();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path folder = Objects.requireNonNull(document.getParent());
        Path target = parts[0].isEmpty() ? document : folder.resolve(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || HEADING.matcher(Reactor.read(target))
                        .results()
                        .anyMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
    }

    /** The anchor that Git hosts derive from a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static Stream<String> commands(String markdown) {
        return FENCE.matcher(markdown)
                .results()
                .filter(block -> block.group(1).matches("bash|sh"))
                .flatMap(block -> block.group(2).replaceAll("\\\\\\n\\s*", "").lines())
                .map(line -> line.replaceFirst("(^|\\s+)#.*$", "").strip())
                .filter(line -> !line.isEmpty());
    }

    /**
     * The listed commands, and {@code make} with a target of the Makefile (its recipes are listed).
     */
    private static Set<String> executed() {
        return Stream.concat(
                        listed().stream(),
                        TARGET.matcher(makefile()).results().map(t -> "make " + t.group(1)))
                .collect(Collectors.toSet());
    }

    private static Set<String> listed() {
        return lines(LIST).stream()
                .map(line -> line.replaceFirst("^\\S+ +", ""))
                .collect(Collectors.toSet());
    }

    private static List<String> lines(Path file) {
        return Reactor.read(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static String makefile() {
        return Reactor.read(ROOT.resolve("Makefile"));
    }
}
