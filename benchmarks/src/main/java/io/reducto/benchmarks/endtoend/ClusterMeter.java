package io.reducto.benchmarks.endtoend;

import io.reducto.cli.cluster.ClusterDirectory;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the processes of a cluster, and this one, which publishes. */
final class ClusterMeter {
    private static final String PUBLISHER = "publisher";
    private static final String WORKER = "taskmanager";

    private final LocalCluster cluster;
    private final Map<String, Long> pids;
    private final Map<String, Duration> before = new LinkedHashMap<>();
    private final long began;

    private ClusterMeter(LocalCluster cluster) throws IOException, InterruptedException {
        this.cluster = cluster;
        this.pids = pids(cluster);
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            Processes.resetPeak(process.getValue());
            before.put(process.getKey(), Processes.cpu(process.getValue()));
        }
        this.began = System.nanoTime();
    }

    /** Begins to measure the cluster of a folder. */
    static ClusterMeter start(Path folder) throws IOException, InterruptedException {
        return new ClusterMeter(new LocalCluster(new ClusterDirectory(folder)));
    }

    private static Map<String, Long> pids(LocalCluster cluster)
            throws IOException, InterruptedException {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (ClusterStatus.ProcessStatus process : cluster.status().processes()) {
            pids.put(
                    process.name(),
                    process.pid().orElseThrow(() -> new IOException(process.name() + " is down")));
        }
        pids.put(PUBLISHER, ProcessHandle.current().pid());
        return pids;
    }

    /** Numbers of the TaskManagers' processes. */
    List<Long> workers() {
        return pids.entrySet().stream()
                .filter(process -> process.getKey().startsWith(WORKER))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What it took since the start. */
    Store.Ingested stop() throws IOException, InterruptedException {
        Duration wall = Duration.ofNanos(System.nanoTime() - began);
        Cost all = new Cost(wall, Duration.ZERO, 0);
        Cost workers = all;
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            Duration cpu =
                    Processes.cpu(process.getValue())
                            .minus(before.getOrDefault(process.getKey(), Duration.ZERO));
            long peak = Processes.peak(process.getValue());
            all = with(all, cpu, peak);
            if (process.getKey().startsWith(WORKER)) {
                workers = with(workers, cpu, peak);
            }
        }
        if (!pids(cluster).equals(pids)) {
            throw new IOException(
                    "a process of the cluster was restarted: expected %s, found %s"
                            .formatted(pids, pids(cluster)));
        }
        return new Store.Ingested(all, workers);
    }

    private static Cost with(Cost sum, Duration cpu, long peak) {
        return new Cost(sum.wall(), sum.cpu().plus(cpu), sum.peakBytes() + peak);
    }
}
