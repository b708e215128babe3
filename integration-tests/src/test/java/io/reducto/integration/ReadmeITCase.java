package io.reducto.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reducto.architecture.Reactor;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's commands for data of one's own, in their order; folders and ports are the test's.
 */
@ExtendWith({SharedCluster.class, Seed.Extension.class})
@Timeout(180)
class ReadmeITCase {
    private static final String COMMAND = "./reducto ";

    @TempDir Path folder;

    @Test
    void yourOwnDataGoInAndComeBack(LocalClusterFixture cluster, Seed seed) throws Exception {
        byte[] content = seed.text(3_000_000);
        Path input = Files.createDirectories(folder.resolve("dist"));
        Path output = Files.createDirectories(folder.resolve("out"));
        Files.write(input.resolve("tool.tar"), content);

        List<String> ran = new ArrayList<>();
        String job = "";
        for (String command : commands()) {
            List<String> words = words(command, cluster);
            CommandLineProcess.Result result =
                    CommandLineProcess.reducto(words.toArray(String[]::new));
            assertThat(result.code()).as("%s%n%s", command, result.err()).isZero();
            String name = command.split(" ", 2)[0];
            ran.add(name);
            if (name.equals("submit")) {
                job = new ObjectMapper().readTree(result.out()).get("job").asText();
            }
            if (name.equals("ls")) {
                assertThat(result.out()).contains("builds/tool.tar@1.2");
            }
        }
        assertThat(ran).containsExactly("init", "submit", "publish", "ls", "restore", "verify");
        assertThat(output.resolve("tool.tar@1.2")).hasBinaryContent(content);
        cluster.rest().cancel(job);
    }

    /** What stands in the block, without the program and the words that explain. */
    private static List<String> commands() {
        String readme = Reactor.read(Reactor.root().resolve("README.md"));
        return readme.substring(readme.indexOf("## Your own data"), readme.indexOf("## Build"))
                .lines()
                .filter(line -> line.startsWith(COMMAND))
                .map(line -> line.substring(COMMAND.length()).split(" {2,}", 2)[0])
                .toList();
    }

    private List<String> words(String command, LocalClusterFixture cluster) {
        List<String> words = new ArrayList<>();
        for (String word : Arrays.asList(command.split(" "))) {
            words.add(
                    switch (word) {
                        case "dist/" -> folder.resolve("dist").toString();
                        case "." -> folder.resolve("out").toString();
                        default -> word.replace("/srv", folder.resolve("srv").toString());
                    });
        }
        if (command.startsWith("submit")) {
            words.add(0, "-D" + Home.PROPERTY + "=" + Reactor.root());
            words.addAll(List.of("--json", "--parallelism", "2", "--dashboard"));
            words.add(ClusterStatus.dashboard(cluster.plan()).toString());
        }
        if (command.startsWith("submit") || command.startsWith("publish")) {
            words.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
        }
        return words;
    }
}
