package io.reducto.cli.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder whose children are versions of one object, in the order of their names. */
public final class FolderReleases {
    private FolderReleases() {}

    /**
     * The versions: a file as it is, a folder as a tar archive.
     *
     * @param leftOut hears of what is neither
     * @throws IOException if it is no folder, or has no versions
     */
    public static List<Release> of(Path folder, Consumer<Path> leftOut) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("%s is no folder".formatted(folder));
        }
        String object = String.valueOf(folder.toRealPath().getFileName());
        List<Release> releases = new ArrayList<>();
        for (Path child : children(folder)) {
            Optional<Release> release = release(object, child);
            release.ifPresentOrElse(releases::add, () -> leftOut.accept(child));
        }
        if (releases.isEmpty()) {
            throw new IOException(
                    "%s holds no version: expected a file or folder for each".formatted(folder));
        }
        return releases;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }

    private static Optional<Release> release(String object, Path child) throws IOException {
        String version = child.getFileName().toString();
        if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
            Release.Source source = new Release.Source.File(child);
            return Optional.of(new Release(object, version, Files.size(child), source));
        }
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            Release.Source source = new Release.Source.Archive(tar -> tar.addFolder(child));
            long length = TarWriter.lengthOfFolder(child);
            return Optional.of(new Release(object, version, length, source));
        }
        return Optional.empty();
    }
}
