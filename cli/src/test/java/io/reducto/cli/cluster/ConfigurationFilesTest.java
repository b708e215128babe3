package io.reducto.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
    private static final Path TEMPLATES = Path.of("../flink-deploy/conf");

    @TempDir Path folder;

    @Test
    void fillsTheTemplatesOfTheInstallation() throws Exception {
        ClusterDirectory directory = new ClusterDirectory(folder.resolve("zwölf cats"));
        directory.create();
        ClusterPlan plan = new ClusterPlan(2, 3, Ports.from(20_000), Memory.MODEST);

        ConfigurationFiles.write(TEMPLATES, directory, plan);

        String flink = Files.readString(directory.conf(ConfigurationFiles.FLINK));
        assertThat(flink)
                .doesNotContain("${")
                .contains("numberOfTaskSlots: 3")
                .contains("task.heap.size: 1024m")
                .contains("quorum: 127.0.0.1:20003")
                .contains("dir: \"file://" + directory.data("checkpoints") + "\"");
        Properties kafka = properties(directory, ConfigurationFiles.KAFKA);
        assertThat(kafka.getProperty("log.dirs")).isEqualTo(directory.data("kafka").toString());
        assertThat(kafka.getProperty("advertised.listeners"))
                .isEqualTo("PLAINTEXT://127.0.0.1:20001");
        assertThat(properties(directory, ConfigurationFiles.ZOOKEEPER).getProperty("dataDir"))
                .isEqualTo(directory.data("zookeeper").toString());
        assertThat(properties(directory, ConfigurationFiles.LOGGING))
                .containsEntry("appender.file.fileName", "${sys:log.file}");
    }

    @Test
    void refusesAPlaceholderWithoutAValue() {
        assertThatThrownBy(() -> ConfigurationFiles.render("a: ${b.c}", Map.of("b", "1")))
                .hasMessageContaining("${b.c}");
    }

    private static Properties properties(ClusterDirectory directory, String file) throws Exception {
        Properties properties = new Properties();
        properties.load(
                new StringReader(
                        Files.readString(directory.conf(file), StandardCharsets.ISO_8859_1)));
        return properties;
    }
}
