package io.reducto.cli.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where this installation lies; the launcher says so in a system property.
 *
 * @param root folder of the launcher
 */
public record Home(Path root) {
    /** The system property. */
    public static final String PROPERTY = "reducto.home";

    /** Of this process. */
    public static Home ofThisProcess() throws ClusterException {
        String root =
                Optional.ofNullable(System.getProperty(PROPERTY))
                        .orElseThrow(
                                () ->
                                        new ClusterException(
                                                "-D%s is not set: start a cluster by the launcher, ./reducto"
                                                        .formatted(PROPERTY)));
        return new Home(Path.of(root).toAbsolutePath().normalize());
    }

    Path templates() {
        return root.resolve("flink-deploy/conf");
    }

    /** Jars of Flink and of ZooKeeper, which Flink carries. */
    Path flinkLib() {
        return root.resolve("flink-deploy/flink-lib/target/lib");
    }

    Path kafkaLib() {
        return root.resolve("flink-deploy/kafka-lib/target/lib");
    }

    Path commandLineLib() {
        return root.resolve("cli/target/lib");
    }

    /** Refuses an installation that lacks something. */
    void check() throws ClusterException {
        for (Path needed : new Path[] {templates(), flinkLib(), kafkaLib(), commandLineLib()}) {
            if (!Files.isDirectory(needed)) {
                throw new ClusterException(
                        "%s is missing: build it with ./mvnw package".formatted(needed));
            }
        }
    }
}
