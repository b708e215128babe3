package io.reducto.integration;

import java.io.File;
import java.util.Arrays;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;

/**
 * A JobManager in application mode, as a pod has it, but for TaskManagers that come by themselves:
 * the entry that Flink has for this is in its distribution only, which is no artifact.
 *
 * <pre>ApplicationEntry FOLDER-OF-CONFIGURATION JAR ENTRY ARGUMENT...</pre>
 */
@SuppressWarnings("try") // how Flink closes it is Flink's
final class ApplicationEntry extends ApplicationClusterEntryPoint {
    private ApplicationEntry(Configuration configuration, PackagedProgram program) {
        super(configuration, program, StandaloneResourceManagerFactory.getInstance());
    }

    public static void main(String[] args) throws Exception {
        Configuration configuration = GlobalConfiguration.loadConfiguration(args[0]);
        PackagedProgram program =
                PackagedProgram.newBuilder()
                        .setJarFile(new File(args[1]))
                        .setEntryPointClassName(args[2])
                        .setConfiguration(configuration)
                        .setArguments(Arrays.copyOfRange(args, 3, args.length))
                        .build();
        configureExecution(configuration, program);
        ClusterEntrypoint.runClusterEntrypoint(new ApplicationEntry(configuration, program));
    }
}
