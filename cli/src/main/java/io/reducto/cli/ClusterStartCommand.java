package io.reducto.cli;

import io.reducto.cli.cluster.ClusterPlan;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.cluster.LocalCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reducto cluster start}. */
@Command(
        name = "start",
        description = {
            "Starts the cluster and returns when it is up.",
            "It runs on until it is stopped, also when this terminal is closed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto cluster start",
            "  reducto cluster start --task-managers 2 --slots 2",
            "  reducto cluster start --dir /srv/second --port-base 19000"
        })
final class ClusterStartCommand implements Callable<Integer> {
    @Mixin private ClusterCommand.DirectoryOption directory = new ClusterCommand.DirectoryOption();
    @Mixin private ClusterSizeOptions size = new ClusterSizeOptions();
    @Mixin private Output output = new Output();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "How long to wait until it is up; then it is stopped again. Default: ${DEFAULT-VALUE}.",
            defaultValue = "120")
    private long timeoutSeconds;

    @Override
    public Integer call() throws Exception {
        LocalCluster cluster = directory.cluster();
        ClusterPlan plan = size.plan();
        if (cluster.isRunning()) {
            return alreadyRunning(cluster, plan);
        }
        cluster.start(
                Home.ofThisProcess(),
                plan,
                Duration.ofSeconds(timeoutSeconds),
                line -> output.note("reducto: " + line));
        say(cluster, plan, "is up");
        return ExitCode.OK.code();
    }

    private int alreadyRunning(LocalCluster cluster, ClusterPlan wanted) throws Exception {
        Optional<ClusterPlan> running = cluster.plan();
        if (running.isPresent() && running.get().equals(wanted)) {
            say(cluster, wanted, "runs already");
            return ExitCode.OK.code();
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                "a cluster of other sizes or ports runs already in %s; stop it first, or choose another --dir and --port-base"
                        .formatted(cluster.directory().root()));
    }

    private void say(LocalCluster cluster, ClusterPlan plan, String condition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dashboard", ClusterStatus.dashboard(plan).toString());
        fields.put("bootstrapServers", ClusterStatus.bootstrapServers(plan));
        fields.put("directory", cluster.directory().root().toString());
        fields.put("taskManagers", plan.taskManagers());
        fields.put("slots", plan.slotsTotal());
        output.line(
                "the cluster %s: dashboard %s, bootstrap servers %s, %d slots, folder %s"
                        .formatted(
                                condition,
                                ClusterStatus.dashboard(plan),
                                ClusterStatus.bootstrapServers(plan),
                                plan.slotsTotal(),
                                cluster.directory().root()),
                fields);
    }
}
