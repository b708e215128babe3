package io.reducto.integration;

import static io.reducto.integration.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.cli.flink.FlinkRest;
import io.reducto.crdt.HybridClock;
import io.reducto.crdt.ObservedRemoveMap;
import io.reducto.crdt.ReplicaId;
import io.reducto.memory.file.MemoryFiles;
import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The memory job on a real cluster, with a real broker, real remotes, and the command line. */
@ExtendWith({SharedCluster.class, Seed.Extension.class})
@Timeout(300)
class MemoryMergeITCase {
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    @TempDir Path folder;

    @AfterEach
    void endJobs(LocalClusterFixture cluster) throws Exception {
        for (FlinkRest.Job job : cluster.rest().jobs()) {
            if (!ENDED.contains(job.state())) {
                cluster.rest().cancel(job.id());
            }
        }
    }

    /**
     * Writes of three machines on the topic, in any order and some twice, entries of programs that
     * know nothing of writes, a machine that uses Git, a killed TaskManager, another parallelism,
     * and at last a second reading of everything without state.
     */
    @Test
    void jobAndCommandLineGiveTheSameBytes(LocalClusterFixture cluster, Seed seed)
            throws Exception {
        MemoryJobFixture memory = new MemoryJobFixture(cluster, folder, "memory");
        List<Map.Entry<String, byte[]>> lines = shuffledTwice(history(seed.random()), seed);
        memory.machine("laptop");
        memory.backup("laptop", "[{\"id\":\"l1\",\"text\":\"by git, first\"}]");
        String job = memory.submit(2, List.of());
        memory.publish("machines", lines.subList(0, lines.size() / 2));
        memory.publish("program-a", List.of(entry("p1", "by topic, first"), garbage()));
        memory.awaitTexts(List.of("by git, first", "by topic, first"));
        assertThat(AlertRules.missing(AlertRules.MEMORY, cluster.metrics())).isEmpty();

        cluster.kill("taskmanager-1");
        memory.publish("machines", lines.subList(lines.size() / 2, lines.size()));
        memory.publish("program-b", List.of(entry("p1", "by topic, concurrent")));
        memory.backup("laptop", "[{\"id\":\"l1\",\"text\":\"by git, second\"}]");
        awaitRestart(memory, job);
        memory.awaitTexts(List.of("by git, second"));

        String savepoint =
                memory.rest()
                        .stop(
                                job,
                                Optional.of(folder.resolve("savepoints").toString()),
                                false,
                                MemoryJobFixture.PATIENCE);
        memory.publish("program-a", List.of(entry("p2", "by topic, third")));
        String rescaled = memory.submit(3, List.of("--from", savepoint));
        memory.awaitTexts(List.of("by git, second", "by topic, third", "last of the history"));
        assertThat(memory.rejected()).anyMatch(message -> message.contains("\"place\":\"topic "));

        assertTheCommandLineAgrees(memory);
        memory.rest().cancel(rescaled);
        String before = memory.tip();
        List<String> told = memory.unified().stream().sorted().toList();
        memory.submit(2, List.of());
        memory.publish("program-a", List.of(entry("p3", "after the second reading")));
        memory.awaitTexts(List.of("after the second reading"));
        assertThat(MemoryJobFixture.git(memory.remote, "rev-list", "--count", before + "..main"))
                .as("one commit for the new entry: nothing else was news")
                .isEqualToIgnoringNewLines("1");
        assertThat(memory.unified()).containsAll(told);
        MemoryJobFixture.git(memory.remote, "fsck", "--strict", "--no-dangling");
    }

    /** What it would render is what the job has rendered, byte for byte: nothing to commit. */
    private void assertTheCommandLineAgrees(MemoryJobFixture memory) throws Exception {
        String tip = memory.tip();
        memory.memory("laptop", "sync");
        assertThat(memory.tip()).isEqualTo(tip);
        memory.memory("laptop", "verify");
        memory.machine("fresh");
        memory.memory("fresh", "sync");
        for (String machine : List.of("laptop", "fresh")) {
            Path unified = folder.resolve(machine).resolve("memory/unified.jsonl");
            assertThat(Files.readAllBytes(unified)).isEqualTo(memory.file("unified.jsonl"));
        }
    }

    private static void awaitRestart(MemoryJobFixture memory, String job) throws Exception {
        eventually(
                MemoryJobFixture.PATIENCE,
                "the job runs again",
                () -> memory.rest().job(job).isFullyRunning());
    }

    private static Map.Entry<String, byte[]> entry(String id, String text) {
        String entry = "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
        return Map.entry(id, entry.getBytes(StandardCharsets.UTF_8));
    }

    private static Map.Entry<String, byte[]> garbage() {
        return Map.entry("garbage", "{\"id\":".getBytes(StandardCharsets.UTF_8));
    }

    private static List<Map.Entry<String, byte[]>> shuffledTwice(
            List<Map.Entry<String, byte[]>> lines, Seed seed) {
        List<Map.Entry<String, byte[]>> all = new ArrayList<>(lines);
        all.addAll(lines.subList(0, lines.size() / 4));
        Collections.shuffle(all, new Random(seed.random().nextLong()));
        return all;
    }

    /** The lines of the files of three machines that have met now and then. */
    private static List<Map.Entry<String, byte[]>> history(SplittableRandom random) {
        List<ObservedRemoveMap> machines =
                List.of(new ObservedRemoveMap(), new ObservedRemoveMap(), new ObservedRemoveMap());
        HybridClock clock = new HybridClock(() -> 1_700_000_000_000L);
        for (int i = 0; i < 300; i++) {
            int index = random.nextInt(machines.size());
            ObservedRemoveMap machine = machines.get(index);
            ReplicaId replica = new ReplicaId("machine-" + index);
            String id = "k" + random.nextInt(30);
            String key = "default/" + id;
            switch (random.nextInt(8)) {
                case 0 -> machine.remove(clock, replica, key);
                case 1 -> machine.joinIn(machines.get(random.nextInt(3)).copy());
                case 2 -> machine.acknowledge(replica);
                default -> {
                    String text = "text " + random.nextInt(40);
                    machine.put(clock, replica, key, entry(id, text).getValue());
                }
            }
        }
        machines.get(0)
                .put(
                        clock,
                        new ReplicaId("machine-0"),
                        "default/last",
                        entry("last", "last of the history").getValue());
        ObservedRemoveMap all = machines.get(0).join(machines.get(1)).join(machines.get(2));
        List<Map.Entry<String, byte[]>> lines = new ArrayList<>();
        MemoryFiles.render(all)
                .forEach(
                        (path, bytes) -> {
                            if (!path.equals(MemoryFiles.UNIFIED)) {
                                new String(bytes, StandardCharsets.UTF_8)
                                        .lines()
                                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                                        .forEach(line -> lines.add(Map.entry(path, line)));
                            }
                        });
        return lines;
    }
}
