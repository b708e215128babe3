package io.reducto.cli;

import io.reducto.cli.cluster.LocalCluster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reducto cluster stop}. */
@Command(
        name = "stop",
        description = {
            "Stops the cluster and waits for the end of its processes; nothing to do is fine, too.",
            "Topics, and jobs with their latest checkpoint, are there again after the next start."
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  reducto cluster stop"})
final class ClusterStopCommand implements Callable<Integer> {
    @Mixin private ClusterCommand.DirectoryOption directory = new ClusterCommand.DirectoryOption();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        LocalCluster cluster = directory.cluster();
        boolean wasRunning = cluster.stop();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("directory", cluster.directory().root().toString());
        fields.put("wasRunning", wasRunning);
        output.line(
                wasRunning
                        ? "the cluster in %s is stopped".formatted(cluster.directory().root())
                        : "no cluster runs in %s".formatted(cluster.directory().root()),
                fields);
        return ExitCode.OK.code();
    }
}
