package io.reducto.memory.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prose and code as people write them: our own. */
class OrdinaryTextTest {
    private static final Path ROOT = Path.of("..", "..");

    @ParameterizedTest
    @ValueSource(strings = {"docs", "core", "cli", "connectors", "build", "integration-tests"})
    void ourOwnDocumentsAndSourcesHoldNoSecret(String folder) throws IOException {
        List<Path> files = files(ROOT.resolve(folder));

        assertThat(files).isNotEmpty();
        for (Path file : files) {
            String text = Files.readString(file);
            assertThat(SecretScanner.find(text))
                    .extracting(found -> text.substring(found.start(), found.end()))
                    .as("%s", file)
                    .isEmpty();
        }
    }

    @Test
    void eachLineAloneHoldsNoneEither() throws IOException {
        for (Path file : files(ROOT.resolve("docs"))) {
            for (String line : Files.readAllLines(file)) {
                assertThat(SecretScanner.findInField("text", line))
                        .as("%s: %s", file, line)
                        .isEmpty();
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(OrdinaryTextTest::isOurs).sorted().toList();
        }
    }

    /** The near misses of this package's tests are meant to be near. */
    private static boolean isOurs(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.matches(".*\\.(md|java|xml|html|json|yaml|sh)")
                && !path.contains("/target/")
                && !path.contains("/memory/secret/");
    }
}
