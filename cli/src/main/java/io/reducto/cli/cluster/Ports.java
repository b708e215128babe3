package io.reducto.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports of a cluster, all on the loopback. TaskManagers take any free ones for their own talk.
 *
 * @param rest dashboard and REST endpoint of the JobManager
 * @param kafka where clients find the broker
 * @param kafkaController the controller of the same process
 * @param zookeeper ZooKeeper
 * @param rpc JobManager, for TaskManagers
 * @param blob JobManager, for jars of jobs
 * @param metrics first of the ports for Prometheus: the JobManager's, then one per TaskManager
 */
public record Ports(
        int rest, int kafka, int kafkaController, int zookeeper, int rpc, int blob, int metrics) {

    /** The customary port of each. */
    public static final Ports CUSTOMARY = new Ports(8081, 9092, 9093, 2181, 6123, 6124, 9250);

    /** Refuses numbers that are no ports. */
    public Ports {
        for (int port : new int[] {rest, kafka, kafkaController, zookeeper, rpc, blob, metrics}) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port %d: expected 1 to 65535".formatted(port));
            }
        }
    }

    /** Seven ports in a row and one more per TaskManager, from {@code base} on. */
    public static Ports from(int base) {
        return new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6);
    }

    /**
     * A port that will be listened on.
     *
     * @param port its number
     * @param purpose what for
     * @param option which option of {@code cluster start} changes it
     */
    public record Use(int port, String purpose, String option) {}

    /** All of them, with what they are for. */
    public List<Use> uses(int taskManagers) {
        List<Use> uses = new ArrayList<>();
        uses.add(new Use(rest, "the dashboard and REST endpoint", "--rest-port"));
        uses.add(new Use(kafka, "the Kafka broker", "--kafka-port"));
        uses.add(new Use(kafkaController, "the Kafka controller", "--kafka-controller-port"));
        uses.add(new Use(zookeeper, "ZooKeeper", "--zookeeper-port"));
        uses.add(new Use(rpc, "the JobManager", "--rpc-port"));
        uses.add(new Use(blob, "jars of jobs", "--blob-port"));
        uses.add(new Use(metrics, "metrics of the JobManager", "--metrics-port"));
        IntStream.rangeClosed(1, taskManagers)
                .forEach(
                        n ->
                                uses.add(
                                        new Use(
                                                metrics + n,
                                                "metrics of TaskManager " + n,
                                                "--metrics-port")));
        return uses;
    }
}
