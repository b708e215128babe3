package io.reducto.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.cli.cluster.child.LoopbackHttpServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the deployment on Kubernetes gives to Java is what processes of the local cluster get. */
class KubernetesFlagsTest {
    private static final Path DEPLOYMENT = Path.of("../flink-deploy/kubernetes/ingest.yaml");
    private static final Pattern FLAG =
            Pattern.compile("--add-\\S+=\\S+|-XX:\\+ExitOnOutOfMemoryError");

    @TempDir Path folder;

    @Test
    void flagsAreThoseOfTheTaskManagersOfTheLocalCluster() throws Exception {
        ClusterPlan plan = new ClusterPlan(1, 1, Ports.from(20_000), Memory.MODEST);
        ChildCommands commands =
                new ChildCommands(new Home(folder), new ClusterDirectory(folder), plan, "id");
        List<String> local =
                commands.all().stream()
                        .filter(child -> child.name().startsWith(ChildCommands.TASK_MANAGER))
                        .flatMap(child -> child.arguments().stream())
                        .filter(argument -> FLAG.matcher(argument).matches())
                        // The dashboard and the metrics of a pod are for others, too.
                        .filter(argument -> !argument.equals(LoopbackHttpServers.EXPORT))
                        .toList();
        assertThat(
                        FLAG.matcher(Files.readString(DEPLOYMENT))
                                .results()
                                .map((MatchResult flag) -> flag.group()))
                .containsExactlyInAnyOrderElementsOf(local)
                .hasSizeGreaterThan(10);
    }
}
