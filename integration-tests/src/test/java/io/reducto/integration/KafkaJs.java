package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.architecture.Reactor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka client that shares no code with ours: in JavaScript, without Kafka's own library and
 * without librdkafka. Needs {@code node} and {@code npm}; the client is installed by its lock file.
 */
final class KafkaJs {
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "publish.js");
    private static final int PATIENCE_SECONDS = 120;

    private final Path folder;

    private KafkaJs(Path folder) {
        this.folder = folder;
    }

    /** Installs it below {@code folder}. */
    static KafkaJs install(Path folder) throws Exception {
        Path source = Reactor.root().resolve("integration-tests/src/test/node/kafkajs");
        Path target = Files.createDirectories(folder.resolve("kafkajs"));
        for (String file : FILES) {
            Files.copy(
                    source.resolve(file),
                    target.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        run(target, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        return new KafkaJs(target);
    }

    /** Sends a file as one version of an object; returns when the broker has all of it. */
    void publish(String broker, String topic, Path file, String dataSet, String object)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "publish.js", broker, topic));
        command.addAll(List.of(file.toString(), dataSet, object, "1", "u1"));
        run(folder, command);
    }

    private static void run(Path folder, List<String> command) throws Exception {
        File output = Files.createTempFile(folder, "output", "").toFile();
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
    }
}
