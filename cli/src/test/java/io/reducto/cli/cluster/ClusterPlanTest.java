package io.reducto.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTest {
    @TempDir Path folder;

    @Test
    void portsFollowEachOther() {
        assertThat(Ports.from(20_000).uses(2))
                .extracting(Ports.Use::port)
                .containsExactlyInAnyOrder(
                        20_000, 20_001, 20_002, 20_003, 20_004, 20_005, 20_006, 20_007, 20_008);
        assertThat(new ClusterPlan(2, 3, Ports.CUSTOMARY, Memory.MODEST).slotsTotal()).isEqualTo(6);
    }

    @Test
    void refusesWhatCannotRun() {
        assertThatThrownBy(() -> new ClusterPlan(0, 1, Ports.CUSTOMARY, Memory.MODEST))
                .hasMessageContaining("expected 1 to 64");
        assertThatThrownBy(() -> Ports.from(65_530)).hasMessageContaining("65536");
        assertThatThrownBy(() -> new Memory(640, 100, 512, 512)).hasMessageContaining("100 MiB");
        Ports twice = new Ports(8081, 9092, 9093, 2181, 6123, 6124, 9090);
        assertThatThrownBy(() -> new ClusterPlan(2, 1, twice, Memory.MODEST))
                .hasMessageContaining("port 9092 is named twice")
                .hasMessageContaining("--metrics-port");
    }

    @Test
    void takenPortsAreNamedWithTheirOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Ports.Use> uses =
                    List.of(new Ports.Use(taken.getLocalPort(), "the test", "--test-port"));
            assertThatThrownBy(() -> PortCheck.requireFree(uses))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + ", for the test")
                    .hasMessageContaining("--test-port");
        }
    }

    @Test
    void aFolderIsACluster() throws Exception {
        ClusterDirectory directory = new ClusterDirectory(folder.resolve("a"));
        directory.create();
        ClusterPlan plan = new ClusterPlan(2, 3, Ports.CUSTOMARY, Memory.MODEST);
        JsonFile.write(directory.planFile(), plan);
        directory.create(); // again
        assertThat(JsonFile.read(directory.planFile(), ClusterPlan.class)).contains(plan);
        assertThat(JsonFile.read(directory.stateFile(), ClusterState.class)).isEmpty();

        Files.writeString(directory.planFile(), "{");
        assertThatThrownBy(() -> JsonFile.read(directory.planFile(), ClusterPlan.class))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("plan.json");
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("thesis.txt"), "");
        assertThatThrownBy(() -> new ClusterDirectory(other).create())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("something that is no cluster");
        assertThatThrownBy(() -> new ClusterDirectory(Path.of("/a,b")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
