package io.reducto.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Golden files that a release was made with are never changed and never removed.
 *
 * <p>The committed list is one for {@code sha256sum -c}. At a release {@code
 * -Dreducto.golden.add=true} adds the files that are not in it; a line is never changed.
 */
class GoldenFilesTest {
    private static final Path LIST = Reactor.root().resolve("build/golden-files.txt");
    private static final String FOLDER = "/src/test/resources/golden/";

    @Test
    void releasedGoldenFilesStayAsTheyAre() throws IOException {
        Set<String> lines = released();
        Set<String> present =
                Reactor.modules().stream()
                        .flatMap(
                                module ->
                                        Reactor.files(module.resolve(FOLDER.substring(1))).stream())
                        .map(GoldenFilesTest::line)
                        .collect(Collectors.toSet());
        if (Boolean.getBoolean("reducto.golden.add")) {
            Set<String> listed =
                    lines.stream().map(GoldenFilesTest::path).collect(Collectors.toSet());
            present.stream().filter(line -> !listed.contains(path(line))).forEach(lines::add);
            Files.write(LIST, lines);
        }
        assertThat(lines).isNotEmpty();
        assertThat(present)
                .as(
                        "a release was made with these files; what changed needs a new version beside them")
                .containsAll(lines);
    }

    private static Set<String> released() throws IOException {
        List<String> lines = Files.exists(LIST) ? Files.readAllLines(LIST) : List.of();
        Set<String> byPath = new TreeSet<>(Comparator.comparing(GoldenFilesTest::path));
        byPath.addAll(lines);
        return byPath;
    }

    private static String path(String line) {
        return line.substring(line.indexOf(' ')).strip();
    }

    private static String line(Path file) {
        try (DigestInputStream in =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest())
                    + "  "
                    + Reactor.root().relativize(file).toString().replace('\\', '/');
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }
}
