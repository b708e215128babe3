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
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that documents show, in their order and with data of one's own; folders and ports are
 * the test's.
 */
@ExtendWith({SharedCluster.class, Seed.Extension.class})
@Timeout(180)
class ReadmeITCase {
    private static final String COMMAND = "./reducto ";

    @TempDir Path folder;

    @Test
    void yourOwnDataGoInAndComeBack(LocalClusterFixture cluster, Seed seed) throws Exception {
        assertThat(run(commands("README.md", "## Your own data", "## Build"), "", cluster, seed))
                .containsExactly("init", "submit", "publish", "ls", "restore", "verify");
    }

    @Test
    void theQuickstartGoesByHand(LocalClusterFixture cluster, Seed seed) throws Exception {
        List<String> commands = commands("docs/quickstart.md", "## By hand", "`submit ingest`");
        // The cluster is the test's; topics of its own, since another test used the customary ones.
        assertThat(commands.remove(0)).isEqualTo("cluster start");
        assertThat(run(commands, "by-hand-", cluster, seed))
                .containsExactly("init", "submit", "publish", "restore");
    }

    /** Runs them; their names. What was published is restored. */
    private List<String> run(
            List<String> commands, String topics, LocalClusterFixture cluster, Seed seed)
            throws Exception {
        byte[] content = seed.text(3_000_000);
        Path input = Files.createDirectories(folder.resolve("dist"));
        Path output = Files.createDirectories(folder.resolve("out"));
        Files.write(input.resolve("tool.tar"), content);
        List<String> ran = new ArrayList<>();
        Optional<String> job = Optional.empty();
        for (String command : commands) {
            List<String> words = words(command, topics, cluster);
            CommandLineProcess.Result result =
                    CommandLineProcess.reducto(words.toArray(String[]::new));
            assertThat(result.code()).as("%s%n%s", command, result.err()).isZero();
            String name = command.split(" ", 2)[0];
            ran.add(name);
            if (name.equals("submit")) {
                job = Optional.of(new ObjectMapper().readTree(result.out()).get("job").asText());
            }
            if (name.equals("ls")) {
                assertThat(result.out()).contains("builds/tool.tar@1.2");
            }
        }
        assertThat(output.resolve("tool.tar@1.2")).hasBinaryContent(content);
        cluster.rest().cancel(job.orElseThrow());
        return ran;
    }

    /** What stands in the block, without the program and the words that explain. */
    private static List<String> commands(String document, String from, String to) {
        String text = Reactor.read(Reactor.root().resolve(document));
        int begin = text.indexOf(from);
        return text.substring(begin, text.indexOf(to, begin))
                .lines()
                .filter(line -> line.startsWith(COMMAND))
                .map(line -> line.substring(COMMAND.length()).split(" {2,}", 2)[0])
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<String> words(String command, String topics, LocalClusterFixture cluster) {
        List<String> words = new ArrayList<>();
        for (String word : Arrays.asList(command.split(" "))) {
            words.add(
                    switch (word) {
                        case "dist/", "tool.tar" ->
                                folder.resolve("dist")
                                        .resolve(word.replace("dist/", ""))
                                        .toString();
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
        if (!topics.isEmpty() && command.startsWith("submit")) {
            words.addAll(List.of("--segments", topics + "segments"));
            words.addAll(List.of("--rejected", topics + "rejected"));
            words.addAll(List.of("--catalog", topics + "catalog"));
        }
        if (!topics.isEmpty() && command.startsWith("publish")) {
            words.addAll(List.of("--topic", topics + "segments"));
            words.addAll(List.of("--rejected", topics + "rejected"));
        }
        return words;
    }
}
