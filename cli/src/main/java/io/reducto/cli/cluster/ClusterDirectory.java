package io.reducto.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that holds everything of one cluster, for its owner only.
 *
 * @param root absolute, without characters that mean something in a list of folders
 */
public record ClusterDirectory(Path root) {
    private static final List<String> DATA =
            List.of("zookeeper", "kafka", "ha", "checkpoints", "savepoints", "web");

    /** Normalizes and refuses names that configuration files would take for two. */
    public ClusterDirectory {
        root = root.toAbsolutePath().normalize();
        if (root.toString().matches("(?s).*[,;:|\"'\\\\#$\\p{Cntrl}].*")) {
            throw new IllegalArgumentException(
                    "folder %s: none of , ; : | \" ' \\ # $ may be in its name".formatted(root));
        }
    }

    /** {@code ~/.reducto/local}. */
    public static ClusterDirectory ofUser() {
        return new ClusterDirectory(Path.of(System.getProperty("user.home"), ".reducto", "local"));
    }

    Path conf(String file) {
        return root.resolve("conf").resolve(file);
    }

    Path log(String file) {
        return root.resolve("log").resolve(file);
    }

    Path data(String folder) {
        return root.resolve("data").resolve(folder);
    }

    /**
     * The command line's jars as they were at the start: a build may write them anew while the
     * supervisor runs.
     */
    Path lib() {
        return root.resolve("lib");
    }

    /** Scratch of running processes; emptied at each start. */
    Path tmp() {
        return root.resolve("tmp");
    }

    Path planFile() {
        return root.resolve("plan.json");
    }

    Path stateFile() {
        return root.resolve("state.json");
    }

    /** Locked by a supervisor for as long as it lives. */
    Path lockFile() {
        return root.resolve("supervisor.lock");
    }

    boolean exists() {
        return Files.isDirectory(root);
    }

    /** Refuses a folder that holds something else: its rights would be changed. */
    void create() throws IOException {
        Files.createDirectories(root);
        if (!Files.exists(planFile()) && !isEmpty()) {
            throw new ClusterException(
                    "%s holds something that is no cluster; name a new or empty folder"
                            .formatted(root));
        }
        if (Files.getFileAttributeView(root, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
        Files.createDirectories(conf(""));
        Files.createDirectories(log(""));
        for (String folder : DATA) {
            Files.createDirectories(data(folder));
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.findAny().isEmpty();
        }
    }
}
