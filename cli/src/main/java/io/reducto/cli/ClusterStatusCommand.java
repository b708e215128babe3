package io.reducto.cli;

import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.LocalCluster;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reducto cluster status}. */
@Command(
        name = "status",
        description = {
            "Says how each process is. The first line is about the cluster, then one per process.",
            "The exit code is 0 when all of it is up and 7 when not."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto cluster status --json"})
final class ClusterStatusCommand implements Callable<Integer> {
    @Mixin private ClusterCommand.DirectoryOption directory = new ClusterCommand.DirectoryOption();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        LocalCluster cluster = directory.cluster();
        ClusterStatus status = cluster.status();
        print(cluster, status);
        status.processes().forEach(this::print);
        return status.condition() == ClusterStatus.Condition.UP
                ? ExitCode.OK.code()
                : ExitCode.CLUSTER_DOWN.code();
    }

    private void print(LocalCluster cluster, ClusterStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String condition = status.condition().name().toLowerCase(Locale.ROOT);
        String text = "cluster in %s: %s".formatted(cluster.directory().root(), condition);
        fields.put("condition", condition);
        fields.put("directory", cluster.directory().root().toString());
        if (status.condition() != ClusterStatus.Condition.DOWN) {
            String dashboard = ClusterStatus.dashboard(status.plan().orElseThrow()).toString();
            String servers = ClusterStatus.bootstrapServers(status.plan().orElseThrow());
            fields.put("dashboard", dashboard);
            fields.put("bootstrapServers", servers);
            text += ", dashboard %s, bootstrap servers %s".formatted(dashboard, servers);
        }
        output.line(text, fields);
    }

    private void print(ClusterStatus.ProcessStatus process) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("process", process.name());
        fields.put("isUp", process.pid().isPresent());
        process.pid().ifPresent(pid -> fields.put("pid", pid));
        if (process.port() > 0) {
            fields.put("port", process.port());
        }
        process.since().ifPresent(since -> fields.put("since", since));
        fields.put("restarts", process.restarts());
        output.line(
                "%-16s  %-4s  pid %-8s  port %-5s  since %s  %d restarts"
                        .formatted(
                                process.name(),
                                process.pid().isPresent() ? "up" : "down",
                                process.pid().isPresent() ? process.pid().getAsLong() : "-",
                                process.port() > 0 ? process.port() : "-",
                                process.since().orElse("-"),
                                process.restarts()),
                fields);
    }
}
