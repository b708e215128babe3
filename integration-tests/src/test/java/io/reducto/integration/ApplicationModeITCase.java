package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The deployment on Kubernetes, without Kubernetes: {@link ApplicationCluster}. */
@ExtendWith({SharedCluster.class, Seed.Extension.class})
@Timeout(300)
class ApplicationModeITCase {
    @TempDir Path folder;

    /** Another one runs the job's main method again, in a repository that has commits by then. */
    @Test
    void theJobGoesOnWhenItsJobManagerIsLost(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "application");
        try (ApplicationCluster application = new ApplicationCluster(folder, cluster);
                Feeder feeder =
                        new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random())) {
            application.startTaskManager();
            application.startTaskManager();
            Process first = application.startJobManager(ingest);
            for (int i = 0; i < 4; i++) {
                feeder.publishOne("before-" + i);
            }
            IngestITCase.awaitAll(ingest, feeder.published());
            long head = ingest.committed().head();
            assertThat(first.isAlive()).isTrue();
            first.destroyForcibly().waitFor();

            Process second = application.startJobManager(ingest);
            for (int i = 0; i < 4; i++) {
                feeder.publishOne("after-" + i);
            }
            eventually(
                    IngestFixture.PATIENCE,
                    "a commit, or the end of the JobManager",
                    () -> ingest.committed().head() > head || !second.isAlive());
            assertThat(application.log()).doesNotContain("refused: ");
            assertThat(second.isAlive()).isTrue();
            IngestITCase.awaitAll(ingest, feeder.published());
            assertThat(application.log()).contains("was recovered successfully");
            assertThat(ingest.committed().restoreAll())
                    .containsExactlyInAnyOrderEntriesOf(feeder.published());
        }
    }
}
