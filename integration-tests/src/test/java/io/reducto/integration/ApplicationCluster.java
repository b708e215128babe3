package io.reducto.integration;

import io.reducto.architecture.Reactor;
import io.reducto.cli.cluster.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * The deployment on Kubernetes without Kubernetes: its settings, its arguments and its Java flags
 * in two processes of this machine. What a pod or the operator gives is filled in: addresses,
 * folders, memory; ZooKeeper, that of a local cluster, stands for Kubernetes' store.
 */
final class ApplicationCluster implements AutoCloseable {
    private static final String DEPLOYMENT = "flink-deploy/kubernetes/ingest.yaml";
    private static final int END_SECONDS = 30;
    private static final String SETTINGS = "spec.flinkConfiguration.";

    /** Nothing computes it where no script starts the process. */
    private static final Map<String, String> MEMORY =
            Map.of(
                    "taskmanager.cpu.cores", "1.0",
                    "taskmanager.memory.framework.heap.size", "128m",
                    "taskmanager.memory.task.heap.size", "512m",
                    "taskmanager.memory.framework.off-heap.size", "128m",
                    "taskmanager.memory.managed.size", "256m",
                    "taskmanager.memory.jvm-metaspace.size", "256m",
                    "taskmanager.memory.jvm-overhead.min", "192m",
                    "taskmanager.memory.jvm-overhead.max", "192m");

    private final Path folder;
    private final LocalClusterFixture store;
    private final Ports ports = LocalClusterFixture.freePorts(1);
    private final Configuration deployment;
    private final List<Process> processes = new ArrayList<>();

    /**
     * Nothing runs yet.
     *
     * @param folder in which volumes are in {@code volumes/}, as in the pod in {@code /volumes}
     * @param store whose ZooKeeper and broker are used
     */
    ApplicationCluster(Path folder, LocalClusterFixture store) throws IOException {
        this.folder = folder;
        this.store = store;
        Path read = Files.createDirectories(folder.resolve("deployment"));
        Files.copy(Reactor.root().resolve(DEPLOYMENT), read.resolve("config.yaml"));
        this.deployment = GlobalConfiguration.loadConfiguration(read.toString());
        Files.writeString(
                Files.createDirectories(folder.resolve("conf")).resolve("config.yaml"), settings());
    }

    private String settings() throws IOException {
        Map<String, String> settings = new TreeMap<>(MEMORY);
        deployment
                .toMap()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(SETTINGS + "metrics.")
                                    || !key.startsWith(SETTINGS)) {
                                return; // no reporter: its port would be open to all
                            }
                            settings.put(
                                    key.substring(SETTINGS.length()),
                                    value.replace(
                                            "file:///flink", "file://" + folder.resolve("flink")));
                        });
        settings.put("io.tmp.dirs", Files.createDirectories(folder.resolve("tmp")).toString());
        settings.put("parallelism.default", text("spec.job.parallelism"));
        settings.put("high-availability.type", "zookeeper");
        settings.put(
                "high-availability.zookeeper.quorum",
                "127.0.0.1:" + store.plan().ports().zookeeper());
        settings.put("high-availability.zookeeper.client.session-timeout", "10000");
        settings.put("high-availability.cluster-id", "/application");
        settings.put("zookeeper.sasl.disable", "true");
        settings.put("high-availability.jobmanager.port", Integer.toString(ports.rpc()));
        settings.put("jobmanager.rpc.port", Integer.toString(ports.rpc()));
        settings.put("blob.server.port", Integer.toString(ports.blob()));
        settings.put("rest.port", Integer.toString(ports.rest()));
        settings.put("rest.bind-port", Integer.toString(ports.rest()));
        for (String address :
                List.of(
                        "jobmanager.bind-host",
                        "jobmanager.rpc.address",
                        "taskmanager.bind-host",
                        "taskmanager.host",
                        "rest.address",
                        "rest.bind-address")) {
            settings.put(address, "127.0.0.1");
        }
        StringBuilder yaml = new StringBuilder();
        settings.forEach((key, value) -> yaml.append("%s: \"%s\"%n".formatted(key, value)));
        return yaml.toString();
    }

    /** Starts a JobManager, which runs the job's main method. */
    Process startJobManager(IngestFixture topics) throws IOException {
        List<String> command = java("jobmanager", "env.java.opts.all");
        command.set(command.size() - 1, command.get(command.size() - 1) + tests());
        command.add(ApplicationEntry.class.getName());
        command.add(folder.resolve("conf").toString());
        command.add(Reactor.root().resolve("jobs/target/reducto-jobs.jar").toString());
        command.add(text("spec.job.entryClass"));
        for (String argument :
                deployment.get(
                        ConfigOptions.key("spec.job.args")
                                .stringType()
                                .asList()
                                .noDefaultValue())) {
            command.add(
                    switch (argument) {
                        case "kafka:9092" -> store.bootstrapServers();
                        case "segments" -> topics.segments();
                        case "rejected" -> topics.rejected();
                        case "catalog" -> topics.catalog();
                        default -> argument.replaceFirst("^/volumes", folder + "/volumes");
                    });
        }
        return start(command);
    }

    /** Starts a TaskManager. */
    void startTaskManager() throws IOException {
        List<String> command =
                java("taskmanager", "env.java.opts.all", "env.java.opts.taskmanager");
        command.add("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        command.addAll(List.of("--configDir", folder.resolve("conf").toString()));
        start(command);
    }

    private List<String> java(String name, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx768m");
        for (String flag : flags) {
            command.addAll(List.of(text(SETTINGS + flag).split(" ", -1)));
        }
        Path logging = store.cluster().directory().root().resolve("conf/log4j.properties");
        command.add("-Dlog4j2.configurationFile=" + logging.toUri());
        command.add("-Dlog.file=" + folder.resolve(name + ".log"));
        command.add("-cp");
        command.add(Reactor.root().resolve("flink-deploy/flink-lib/target/lib/*").toString());
        return command;
    }

    private static String tests() {
        return File.pathSeparator + Reactor.root().resolve("integration-tests/target/test-classes");
    }

    private String text(String key) {
        return deployment.get(ConfigOptions.key(key).stringType().noDefaultValue());
    }

    private Process start(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("processes.out").toFile()))
                        .start();
        processes.add(process);
        return process;
    }

    /** What its JobManagers wrote down. */
    String log() throws IOException {
        return Files.readString(folder.resolve("jobmanager.log"));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroyForcibly().onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
