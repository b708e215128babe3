package io.reducto.memory.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sees to it that our files in a work tree have mode 600, where the file system knows modes. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Whether one of them had another mode. */
    static boolean protect(Path root, ManagedFiles managed) throws IOException {
        if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        boolean changed = false;
        for (String folder : managed.folders()) {
            for (Path file : files(root.resolve(folder))) {
                if (managed.contain(folder + "/" + file.getFileName())
                        && !Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                                .equals(OWNER_ONLY)) {
                    Files.setPosixFilePermissions(file, OWNER_ONLY);
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
