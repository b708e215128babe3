package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.repository.rebuild.StagedPacks;
import io.reducto.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments while objects stream in. {@code -Dreducto.campaign.kills=25} makes a
 * campaign of it, whose report is {@code target/kill-campaign.md}.
 */
@ExtendWith({SharedCluster.class, Seed.Extension.class})
@Timeout(3600)
class KillCampaignITCase {
    private static final int KILLS = Integer.getInteger("reducto.campaign.kills", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PAUSE_MS_MAX = 12_000;
    private static final List<String> VICTIMS =
            List.of("taskmanager-1", "jobmanager", "kafka", "taskmanager-2");

    @TempDir Path folder;

    private final List<String> report = new ArrayList<>();

    @Test
    void everyObjectIsThereOnceWhoeverDies(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        IngestFixture ingest = new IngestFixture(cluster, folder, "killed");
        String job = ingest.submit(4, Optional.empty());
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Feeder feeder =
                new Feeder(cluster.bootstrapServers(), ingest.segments(), seed.random().split())) {
            CompletableFuture<Long> feeding =
                    CompletableFuture.supplyAsync(() -> feed(feeder, isOver), thread);
            eventually(PATIENCE, "a first commit", () -> ingest.committed().head() > 0);
            kill(cluster, ingest, seed);
            isOver.set(true);
            long bytes = feeding.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Map<String, String> published = feeder.published();
            eventually(
                    PATIENCE,
                    published.size() + " versions are committed",
                    () -> ingest.committed().versions().keySet().containsAll(published.keySet()));
            IngestITCase.awaitAllTold(ingest, published);
            ingest.rest().cancel(job);
            assertThat(ingest.committed().restoreAll())
                    .containsExactlyInAnyOrderEntriesOf(published);
            assertThat(ingest.told().events())
                    .containsExactlyInAnyOrderEntriesOf(ingest.committed().events());
            write(ingest, published.size(), bytes, seed);
        } finally {
            isOver.set(true);
            thread.shutdownNow();
        }
    }

    private static long feed(Feeder feeder, AtomicBoolean isOver) {
        long bytes = 0;
        try {
            for (int i = 0; !isOver.get(); i++) {
                bytes += feeder.publishOne("v" + i);
            }
        } catch (Exception e) {
            throw new IllegalStateException("feeding", e);
        }
        return bytes;
    }

    private void kill(LocalClusterFixture cluster, IngestFixture ingest, Seed seed)
            throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < KILLS; i++) {
            // Random moments are the point: nothing is waited for but time.
            Thread.sleep(seed.random().nextInt(PAUSE_MS_MAX));
            String victim =
                    KILLS <= VICTIMS.size()
                            ? VICTIMS.get(i)
                            : VICTIMS.get(seed.random().nextInt(VICTIMS.size()));
            eventually(PATIENCE, victim + " is there", () -> isThere(cluster, victim));
            boolean isStriking = seed.random().nextBoolean();
            if (isStriking) {
                awaitStaging(ingest);
            }
            long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            cluster.kill(victim);
            report.add(
                    "| %d | %d s | %s | %s |"
                            .formatted(
                                    i + 1,
                                    second,
                                    victim,
                                    isStriking ? "while shards were written" : "any"));
        }
    }

    /** The moment in which packs are on volumes, or on their way, and no commit names them. */
    private static void awaitStaging(IngestFixture ingest) throws Exception {
        long before = ingest.shards();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ingest.shards() == before) {
            assertThat(System.nanoTime()).as("a pack is staged in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static boolean isThere(LocalClusterFixture cluster, String victim) throws Exception {
        return cluster.cluster().status().processes().stream()
                .anyMatch(p -> p.name().equals(victim) && p.pid().isPresent());
    }

    private void write(IngestFixture ingest, int versions, long bytes, Seed seed) throws Exception {
        CommittedObjects committed = ingest.committed();
        Map<StagedPacks.Verdict, Integer> packs = committed.uncommitted();
        String text =
                """
                %s
                %d kills, %d versions of %d MiB published, all restored once and identical; %d commits without gaps;
                packs: %s
                events: %d, all versions among them

                | Kill | After | Process | Moment |
                | ---: | ---: | --- | --- |
                %s
                """
                        .formatted(
                                seed,
                                KILLS,
                                versions,
                                bytes >> 20,
                                committed.head(),
                                packs,
                                ingest.told().count(),
                                String.join("\n", report));
        Files.writeString(Path.of("target/kill-campaign.md"), text);
    }
}
