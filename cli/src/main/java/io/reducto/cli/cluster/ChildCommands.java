package io.reducto.cli.cluster;

import io.reducto.cli.cluster.child.BrokerMain;
import io.reducto.cli.cluster.child.LoopbackHttpServers;
import io.reducto.cli.cluster.child.Tether;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The command lines of a cluster's processes. Flink's scripts, which would compute them, are not
 * among its artifacts.
 */
final class ChildCommands {
    static final String ZOOKEEPER = "zookeeper";
    static final String KAFKA = "kafka";
    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager-";

    /** What Flink and Kryo reach into. */
    private static final List<String> OPENED =
            List.of(
                    "java.lang",
                    "java.net",
                    "java.io",
                    "java.nio",
                    "sun.nio.ch",
                    "java.lang.reflect",
                    "java.text",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks");

    private final Home home;
    private final ClusterDirectory directory;
    private final ClusterPlan plan;
    private final String clusterId;

    ChildCommands(Home home, ClusterDirectory directory, ClusterPlan plan, String clusterId) {
        this.home = home;
        this.directory = directory;
        this.plan = plan;
        this.clusterId = clusterId;
    }

    /** All of them; those that others wait for come first. */
    List<ChildCommand> all() {
        List<ChildCommand> all = new ArrayList<>();
        all.add(zooKeeper());
        all.add(jobManager());
        all.add(kafka());
        IntStream.rangeClosed(1, plan.taskManagers()).forEach(n -> all.add(taskManager(n)));
        return all;
    }

    private ChildCommand zooKeeper() {
        List<String> arguments =
                java(ZOOKEEPER, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        main(
                arguments,
                home.flinkLib(),
                "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer");
        arguments.addAll(
                List.of("--zkConfigFile", conf(ConfigurationFiles.ZOOKEEPER), "--peerId", "1"));
        return new ChildCommand(ZOOKEEPER, plan.ports().zookeeper(), arguments);
    }

    private ChildCommand kafka() {
        List<String> arguments = java(KAFKA, heap(plan.memory().kafkaHeap()));
        main(arguments, home.kafkaLib(), BrokerMain.class.getName());
        arguments.add(conf(ConfigurationFiles.KAFKA));
        arguments.add(directory.data("kafka").toString());
        arguments.add(clusterId);
        return new ChildCommand(KAFKA, plan.ports().kafka(), arguments);
    }

    private ChildCommand jobManager() {
        List<String> arguments =
                java(
                        JOB_MANAGER,
                        heap(plan.memory().jobManagerHeap()),
                        "-XX:+UseSerialGC",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:MaxDirectMemorySize=128m");
        flink(arguments);
        main(
                arguments,
                home.flinkLib(),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        arguments.addAll(List.of("--configDir", conf("")));
        metrics(arguments, plan.ports().metrics());
        return new ChildCommand(JOB_MANAGER, plan.ports().rest(), arguments);
    }

    private ChildCommand taskManager(int number) {
        String name = TASK_MANAGER + number;
        List<String> arguments =
                java(
                        name,
                        heap(plan.memory().taskManagerHeap()),
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:MaxDirectMemorySize=512m",
                        // A segment is a humongous object to G1, which marks the heap for each few.
                        "-XX:+UseParallelGC",
                        "--add-modules=jdk.incubator.vector");
        flink(arguments);
        main(arguments, home.flinkLib(), "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        arguments.addAll(List.of("--configDir", conf(""), "-D", "taskmanager.resource-id=" + name));
        metrics(arguments, plan.ports().metrics() + number);
        return new ChildCommand(name, plan.ports().metrics() + number, arguments);
    }

    /** What every process starts with. */
    private List<String> java(String name, String... flags) {
        List<String> arguments = new ArrayList<>();
        arguments.add(javaBinary().toString());
        arguments.addAll(List.of(flags));
        arguments.add("-XX:+ExitOnOutOfMemoryError");
        arguments.add("-XX:ErrorFile=" + directory.log(name + "-crash-%p.log"));
        arguments.add("-Djava.net.preferIPv4Stack=true");
        arguments.add("-Djava.io.tmpdir=" + directory.tmp());
        arguments.add(
                "-Dlog4j2.configurationFile=" + directory.conf(ConfigurationFiles.LOGGING).toUri());
        arguments.add("-Dlog.file=" + directory.log(name + ".log"));
        return arguments;
    }

    private static void flink(List<String> arguments) {
        arguments.add(
                "-Dcom.sun.net.httpserver.HttpServerProvider="
                        + LoopbackHttpServers.class.getName());
        arguments.add(LoopbackHttpServers.EXPORT);
        arguments.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
        arguments.add("--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED");
        arguments.add("--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED");
        OPENED.forEach(p -> arguments.add("--add-opens=java.base/" + p + "=ALL-UNNAMED"));
    }

    private static void main(List<String> arguments, Path lib, String main) {
        arguments.add("-cp");
        arguments.add(lib.resolve("*") + System.getProperty("path.separator") + ownCode());
        arguments.add(Tether.class.getName());
        arguments.add(main);
    }

    private static void metrics(List<String> arguments, int port) {
        arguments.addAll(List.of("-D", "metrics.reporter.prom.port=" + port));
    }

    private String conf(String file) {
        return directory.conf(file).toString();
    }

    private static String heap(int mib) {
        // Not -Xms: memory that nobody uses stays with the machine.
        return "-Xmx%dm".formatted(mib);
    }

    /** The Java that this process runs on. */
    static Path javaBinary() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Files.exists(java) ? java : java.resolveSibling("java.exe");
    }

    /** Where the tether is: the jar of the command line, without its libraries. */
    private static Path ownCode() {
        try {
            return Path.of(
                    Tether.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the location of our own code", e);
        }
    }
}
