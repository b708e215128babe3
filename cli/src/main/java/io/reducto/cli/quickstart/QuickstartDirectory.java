package io.reducto.cli.quickstart;

import io.reducto.cli.cluster.ClusterDirectory;
import io.reducto.cli.cluster.FolderDeletion;
import io.reducto.cli.cluster.LocalCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The folder that holds everything of one quickstart, for its owner only. A marker in it says that
 * it is ours: nothing without the marker is ever deleted.
 *
 * @param root absolute
 */
public record QuickstartDirectory(Path root) {
    private static final String MARKER = "quickstart.marker";
    private static final String MARKER_TEXT = "made by reducto quickstart, version 1\n";
    private static final int VOLUMES = 6;

    /** Normalizes. */
    public QuickstartDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** {@code ~/.reducto/quickstart}. */
    public static QuickstartDirectory ofUser() {
        return new QuickstartDirectory(
                Path.of(System.getProperty("user.home"), ".reducto", "quickstart"));
    }

    /** The local cluster in it. */
    public LocalCluster cluster() {
        return new LocalCluster(new ClusterDirectory(root.resolve("cluster")));
    }

    /** Folders of the repository's volumes, from the first on. */
    public List<Path> volumes() {
        return IntStream.rangeClosed(1, VOLUMES)
                .mapToObj(number -> root.resolve("volumes").resolve("d" + number))
                .toList();
    }

    /** Where input is made ready; empty when the quickstart has ended. */
    public Path input() {
        return root.resolve("input");
    }

    /** Whether a quickstart has made it. */
    public boolean isOurs() throws IOException {
        Path marker = root.resolve(MARKER);
        return Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(marker).equals(MARKER_TEXT);
    }

    /** Whether there is nothing, or an empty folder. */
    public boolean isFree() throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(root)) {
            return false;
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.findAny().isEmpty();
        }
    }

    /** Makes it, for its owner only. */
    public void create() throws IOException {
        if (!isFree()) {
            throw new IOException("%s is in use".formatted(root));
        }
        Files.createDirectories(root);
        if (Files.getFileAttributeView(root, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
        Files.write(root.resolve(MARKER), MARKER_TEXT.getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(input());
    }

    /**
     * Stops its cluster and deletes all that is in it; the marker goes last.
     *
     * @throws IOException if it is not ours: nothing is done then
     */
    public void delete() throws IOException, InterruptedException {
        if (!isOurs()) {
            throw new IOException(
                    "%s has not been made by a quickstart: nothing is deleted".formatted(root));
        }
        cluster().stop();
        try (Stream<Path> files = Files.list(root)) {
            for (Path path : files.filter(p -> !p.endsWith(MARKER)).toList()) {
                FolderDeletion.delete(path);
            }
        }
        Files.delete(root.resolve(MARKER));
    }
}
