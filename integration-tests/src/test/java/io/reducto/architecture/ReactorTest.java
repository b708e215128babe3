package io.reducto.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The other rules are worth what they read: this one shows that they read everything. */
class ReactorTest {
    @Test
    void everySourceOfEveryModuleIsCompiledBeforeTheRulesRead() {
        List<Path> missing =
                Reactor.modules().stream()
                        .flatMap(
                                module ->
                                        Reactor.files(module.resolve("src/main/java")).stream()
                                                .filter(file -> file.toString().endsWith(".java"))
                                                .filter(
                                                        file ->
                                                                !Files.exists(
                                                                        compiled(module, file))))
                        .toList();
        assertThat(missing)
                .as("not compiled: make the module a dependency of integration-tests")
                .isEmpty();
    }

    @Test
    void everyModuleWithProductionCodeIsADependencyOfThisOne() {
        String pom = Reactor.read(Reactor.root().resolve("integration-tests/pom.xml"));
        for (Path module : Reactor.modules()) {
            if (Files.isDirectory(module.resolve("src/main/java"))) {
                assertThat(pom)
                        .as("integration-tests/pom.xml")
                        .contains("<artifactId>reducto-" + module.getFileName() + "</artifactId>");
            }
        }
    }

    @Test
    void modulesAreFound() {
        assertThat(Reactor.modules())
                .contains(
                        Reactor.root(),
                        Reactor.root().resolve("core/codec"),
                        Reactor.root().resolve("integration-tests"));
    }

    private static Path compiled(Path module, Path source) {
        Path type = module.resolve("src/main/java").relativize(source);
        return module.resolve("target/classes")
                .resolve(type.toString().replaceFirst("\\.java$", ".class"));
    }
}
