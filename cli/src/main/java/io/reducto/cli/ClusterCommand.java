package io.reducto.cli;

import io.reducto.cli.cluster.ClusterDirectory;
import io.reducto.cli.cluster.LocalCluster;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reducto cluster}: a broker and a Flink cluster on this machine. */
@Command(
        name = "cluster",
        description = {
            "A Kafka broker and a Flink cluster on this machine, reachable from this machine only.",
            "Processes that die are started again. Topics and jobs are kept when it is stopped."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            ClusterStartCommand.class,
            ClusterStopCommand.class,
            ClusterStatusCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class ClusterCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing required command: start, stop or status");
    }

    /** Which cluster. */
    static final class DirectoryOption {
        @Option(
                names = "--dir",
                paramLabel = "FOLDER",
                defaultValue = "${env:REDUCTO_CLUSTER}",
                description = {
                    "Folder of the cluster's configuration, logs and data, for its owner only.",
                    "Each folder is a cluster of its own. Default: the variable REDUCTO_CLUSTER, or ~/.reducto/local."
                })
        private @Nullable Path folder;

        LocalCluster cluster() {
            try {
                return new LocalCluster(
                        Optional.ofNullable(folder)
                                .map(ClusterDirectory::new)
                                .orElseGet(ClusterDirectory::ofUser));
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
            }
        }
    }
}
