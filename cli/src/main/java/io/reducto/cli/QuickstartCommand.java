package io.reducto.cli;

import io.reducto.cli.cluster.ClusterPlan;
import io.reducto.cli.cluster.ClusterStatus;
import io.reducto.cli.cluster.Home;
import io.reducto.cli.cluster.LocalCluster;
import io.reducto.cli.publish.PublishException;
import io.reducto.cli.quickstart.QuickstartDirectory;
import io.reducto.tier.ObjectStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reducto quickstart}: everything once, on this machine. */
@Command(
        name = "quickstart",
        description = {
            "Shows everything once: starts a local cluster, makes a repository over six volumes, runs the ingest job,",
            "publishes version after version, destroys two volumes, and restores every version all the same.",
            "The input is 16 releases of two Java projects from Maven Central, 550 MB, or the versions in a folder of yours.",
            "The cluster runs on afterwards, to look at; Ctrl-C before the end leaves nothing running."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  reducto quickstart",
            "  reducto quickstart --fresh --input /srv/nightly-builds",
            "  reducto quickstart --dir /tmp/try --port-base 19000 --stop --json"
        })
final class QuickstartCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ClusterSizeOptions size = new ClusterSizeOptions();
    @Mixin private Output output = new Output();

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "${env:REDUCTO_QUICKSTART}",
            description =
                    "Where everything is, for its owner only; new or empty. Default: the variable REDUCTO_QUICKSTART, or ~/.reducto/quickstart.")
    private @Nullable Path folder;

    @Option(
            names = "--fresh",
            description =
                    "Stop and delete what an earlier quickstart left there, volumes included, and begin anew.")
    private boolean isFresh;

    @Option(
            names = "--input",
            paramLabel = "FOLDER",
            description =
                    "Publish this instead: each file or folder in it is a version, in the order of names; a folder goes as tar.")
    private @Nullable Path input;

    @Option(names = "--stop", description = "Stop the cluster at the end.")
    private boolean isStopped;

    @Override
    public Integer call() throws Exception {
        QuickstartDirectory directory =
                Optional.ofNullable(folder)
                        .map(QuickstartDirectory::new)
                        .orElseGet(QuickstartDirectory::ofUser);
        ClusterPlan plan = size.plan();
        Home home = Home.ofThisProcess();
        LocalCluster cluster = cluster(directory);
        claim(directory, cluster);
        try (QuickstartEnding ending = new QuickstartEnding(cluster)) {
            try {
                QuickstartRun run = new QuickstartRun(directory, home, plan, output);
                run.run(Optional.ofNullable(input));
                if (isStopped) {
                    output.note("reducto: stopping the cluster");
                    cluster.stop();
                }
                ending.keep();
                run.print(isStopped, again(directory));
                return ExitCode.OK.code();
            } catch (PublishException e) {
                throw failure(ending, ExitCode.UNAVAILABLE, e);
            } catch (IOException
                    | ObjectStoreException
                    | InterruptedException
                    | RuntimeException e) {
                if (ending.isInterrupted() || e instanceof InterruptedException) {
                    throw failure(ending, ExitCode.INTERRUPTED, e);
                }
                throw e;
            }
        }
    }

    /** This command line once more, in the same folder whatever the variables are then. */
    List<String> again(QuickstartDirectory directory) {
        List<String> again = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        again.remove("--fresh");
        again.add("--fresh");
        if (!spec.commandLine().getParseResult().hasMatchedOption("--dir")) {
            again.add("--dir");
            again.add(directory.root().toString());
        }
        return again;
    }

    private static CommandFailure failure(QuickstartEnding ending, ExitCode code, Exception e) {
        return ending.isInterrupted()
                ? new CommandFailure(
                        ExitCode.INTERRUPTED, "interrupted; the cluster is being stopped")
                : new CommandFailure(code, String.valueOf(e.getMessage()));
    }

    private static LocalCluster cluster(QuickstartDirectory directory) {
        try {
            return directory.cluster();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Makes the folder, or refuses one in use. */
    private void claim(QuickstartDirectory directory, LocalCluster cluster)
            throws IOException, InterruptedException {
        if (directory.isOurs()) {
            if (!isFresh) {
                throw new CommandFailure(ExitCode.FAILED, inUse(directory, cluster));
            }
            output.note("reducto: deleting the earlier quickstart in " + directory.root());
            directory.delete();
        } else if (!directory.isFree()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "%s holds something that no quickstart has made, and is left alone; name a new or empty folder with --dir"
                            .formatted(directory.root()));
        }
        directory.create();
    }

    private static String inUse(QuickstartDirectory directory, LocalCluster cluster)
            throws IOException {
        Optional<ClusterPlan> running = cluster.isRunning() ? cluster.plan() : Optional.empty();
        return "an earlier quickstart is in %s%s; --fresh deletes it and begins anew, --dir names another folder"
                .formatted(
                        directory.root(),
                        running.map(
                                        plan ->
                                                ", and its cluster runs (dashboard %s)"
                                                        .formatted(ClusterStatus.dashboard(plan)))
                                .orElse(""));
    }
}
