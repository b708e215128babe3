package io.reducto.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The committed list of third-party libraries is what the modules hand out.
 *
 * <p>The list of each module is generated (and refused, where a licence is not allowed) by the
 * build before this test runs; {@code -Dreducto.licences.write=true} writes the committed list
 * anew.
 */
class LicencesTest {
    private static final Path COMMITTED = Reactor.root().resolve("build/THIRD-PARTY.txt");

    @Test
    void committedListIsWhatIsHandedOut() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Third-party libraries that Reducto hands out (compile and runtime scope), with their licences.");
        lines.add(
                "# Generated: ./mvnw test -Pfast -Dtest=LicencesTest -Dreducto.licences.write=true");
        Reactor.modules().stream()
                .map(module -> module.resolve("target/licences/THIRD-PARTY.txt"))
                .filter(Files::exists)
                .flatMap(list -> Reactor.read(list).lines())
                .map(String::strip)
                .filter(line -> line.startsWith("("))
                // The plugin's excluded group does not reach modules of the same reactor.
                .filter(line -> !line.contains("(io.reducto:"))
                .sorted()
                .distinct()
                .forEach(lines::add);
        if (Boolean.getBoolean("reducto.licences.write")) {
            Files.write(COMMITTED, lines);
        }
        assertThat(Reactor.read(COMMITTED).lines())
                .as("build/THIRD-PARTY.txt; its second line says how to write it anew")
                .containsExactlyElementsOf(lines);
    }
}
