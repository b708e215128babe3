package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every shell block of {@code docs/memory.md}, in its order, in one shell, as a newcomer types it.
 */
class MemoryDocumentITCase {
    private static final String DOCUMENT = "docs/memory.md";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");

    @TempDir Path folder;

    @Test
    @Timeout(180)
    void fromNothingToTwoMachines() throws Exception {
        String blocks =
                BLOCK.matcher(Reactor.read(Reactor.root().resolve(DOCUMENT)))
                        .results()
                        .map(block -> block.group(1))
                        .collect(Collectors.joining());
        assertThat(blocks.lines()).hasSizeGreaterThan(10);
        Path script = folder.resolve("document.sh");
        Files.writeString(script, "set -euxo pipefail\n" + blocks);
        int code = run(script);
        String output = Files.readString(folder.resolve("output"));
        assertThat(code).as("%s", output).isZero();
        assertThat(output).contains("tea is at four").contains("tea is at five");
        for (String machine : List.of("laptop", "desk")) {
            Path unified = folder.resolve("home").resolve(machine).resolve("memory/unified.jsonl");
            assertThat(Files.readString(unified))
                    .contains("tea is at five")
                    .doesNotContain("run the linter first");
        }
    }

    private int run(Path script) throws Exception {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Path reducto = programs.resolve("reducto");
        String java =
                CommandLineProcess.command(List.of()).stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Files.writeString(reducto, "#!/bin/sh\nexec " + java + " \"$@\"\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(reducto, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder shell =
                new ProcessBuilder("bash", script.toString())
                        .directory(Files.createDirectory(folder.resolve("home")).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile());
        shell.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        Process process = shell.start();
        process.getOutputStream().close();
        return process.waitFor();
    }
}
