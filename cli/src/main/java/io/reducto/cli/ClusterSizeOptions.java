package io.reducto.cli;

import io.reducto.cli.cluster.ClusterPlan;
import io.reducto.cli.cluster.Memory;
import io.reducto.cli.cluster.Ports;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How large a cluster is, where it listens and what it may take. */
final class ClusterSizeOptions {
    @Option(
            names = "--task-managers",
            paramLabel = "COUNT",
            description = "Default: ${DEFAULT-VALUE}.",
            defaultValue = "2")
    private int taskManagers;

    @Option(
            names = "--slots",
            paramLabel = "COUNT",
            description = "Slots of each TaskManager. Default: ${DEFAULT-VALUE}.",
            defaultValue = "2")
    private int slots;

    @ArgGroup(exclusive = false, heading = "%nPorts, all on the loopback:%n")
    private PortOptions ports = new PortOptions();

    @ArgGroup(exclusive = false, heading = "%nMemory, in MiB:%n")
    private MemoryOptions memory = new MemoryOptions();

    /** What was asked for. */
    ClusterPlan plan() {
        try {
            return new ClusterPlan(taskManagers, slots, ports.ports(), memory.memory());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    static final class PortOptions {
        @Option(
                names = "--port-base",
                paramLabel = "PORT",
                description =
                        "All ports in a row from here, in the order below, instead of the customary ones.")
        private @Nullable Integer base;

        @Option(
                names = "--rest-port",
                paramLabel = "PORT",
                description = "Dashboard and REST endpoint. Customary: 8081.")
        private @Nullable Integer rest;

        @Option(
                names = "--kafka-port",
                paramLabel = "PORT",
                description = "Bootstrap server. Customary: 9092.")
        private @Nullable Integer kafka;

        @Option(
                names = "--kafka-controller-port",
                paramLabel = "PORT",
                description = "Kafka's controller. Customary: 9093.")
        private @Nullable Integer kafkaController;

        @Option(
                names = "--zookeeper-port",
                paramLabel = "PORT",
                description = "ZooKeeper. Customary: 2181.")
        private @Nullable Integer zookeeper;

        @Option(
                names = "--rpc-port",
                paramLabel = "PORT",
                description = "JobManager. Customary: 6123.")
        private @Nullable Integer rpc;

        @Option(
                names = "--blob-port",
                paramLabel = "PORT",
                description = "JobManager, jars of jobs. Customary: 6124.")
        private @Nullable Integer blob;

        @Option(
                names = "--metrics-port",
                paramLabel = "PORT",
                description =
                        "Prometheus, of the JobManager; TaskManagers take those behind it. Customary: 9250.")
        private @Nullable Integer metrics;

        Ports ports() {
            Ports start = base == null ? Ports.CUSTOMARY : Ports.from(base);
            return new Ports(
                    or(rest, start.rest()),
                    or(kafka, start.kafka()),
                    or(kafkaController, start.kafkaController()),
                    or(zookeeper, start.zookeeper()),
                    or(rpc, start.rpc()),
                    or(blob, start.blob()),
                    or(metrics, start.metrics()));
        }

        private static int or(@Nullable Integer asked, int otherwise) {
            return Optional.ofNullable(asked).orElse(otherwise);
        }
    }

    static final class MemoryOptions {
        @Option(names = "--jobmanager-heap", paramLabel = "MIB", description = "Default: 640.")
        private int jobManagerHeap = Memory.MODEST.jobManagerHeap();

        @Option(
                names = "--taskmanager-heap",
                paramLabel = "MIB",
                description = "Of each. Default: 1152.")
        private int taskManagerHeap = Memory.MODEST.taskManagerHeap();

        @Option(
                names = "--managed-memory",
                paramLabel = "MIB",
                description = "For RocksDB in each TaskManager. Default: 512.")
        private int managed = Memory.MODEST.managed();

        @Option(names = "--kafka-heap", paramLabel = "MIB", description = "Default: 512.")
        private int kafkaHeap = Memory.MODEST.kafkaHeap();

        Memory memory() {
            return new Memory(jobManagerHeap, taskManagerHeap, managed, kafkaHeap);
        }
    }
}
