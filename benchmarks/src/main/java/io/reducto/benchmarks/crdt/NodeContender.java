package io.reducto.benchmarks.crdt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A library in JavaScript, in a process of its own. Needs {@code node} and {@code npm}; what is
 * installed is what the lock file of the integration tests names.
 *
 * @param name with its version
 * @param library as {@code merge.js} knows it
 */
record NodeContender(String name, String library) implements Contender {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCK = "package-lock.json";
    private static final List<String> FILES = List.of("package.json", LOCK, "merge.js");

    @Override
    public boolean isPresent() {
        return exists("node") && exists("npm");
    }

    private static boolean exists(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }

    @Override
    public Row measure(MergeInput input, Effort effort) throws IOException, InterruptedException {
        Path folder = install();
        Path asked = folder.resolve("input.json");
        JSON.writeValue(asked.toFile(), json(input, effort));
        JsonNode answer =
                JSON.readTree(
                        run(folder, "node", "--expose-gc", "merge.js", library, asked.toString()));
        return new Row(
                name,
                input.keys().size(),
                times(answer.get("merge")),
                times(answer.get("take")),
                sizes(answer.get("state")),
                sizes(answer.get("delta")));
    }

    private static ObjectNode json(MergeInput input, Effort effort) {
        ObjectNode json = JSON.createObjectNode();
        json.put("warmups", effort.warmups()).put("rounds", effort.rounds());
        input.keys().forEach(json.putArray("keys")::add);
        input.values().forEach(json.putArray("values")::add);
        input.changes().forEach(json.putArray("changes")::add);
        return json;
    }

    private static Times times(JsonNode node) {
        return new Times(node.get("medianMs").doubleValue(), node.get("bestMs").doubleValue());
    }

    private static Sizes sizes(JsonNode base64) {
        return Sizes.of(Base64.getDecoder().decode(base64.textValue()));
    }

    private static Path install() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("reducto.benchmarks.home", "")).toAbsolutePath();
        Path source = home.resolveSibling("integration-tests/src/test/node/crdt");
        Path folder = Files.createDirectories(home.resolve("target/node/crdt"));
        boolean isInstalled =
                Files.exists(folder.resolve("node_modules"))
                        && Files.mismatch(source.resolve(LOCK), folder.resolve(LOCK)) < 0;
        for (String file : FILES) {
            Files.copy(
                    source.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!isInstalled) {
            run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        return folder;
    }

    /** What it says on standard output; a failure is an exception with that text. */
    private static String run(Path folder, String... command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(
                    "%s: exit code %d: %s".formatted(String.join(" ", command), status, said));
        }
        return said;
    }
}
