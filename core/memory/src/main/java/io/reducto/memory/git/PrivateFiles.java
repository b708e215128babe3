package io.reducto.memory.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sees to it that our files in a work tree have mode 600, where the file system keeps modes. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Whether one of them had another mode and has this one now. */
    static boolean protect(Path root, ManagedFiles managed) throws IOException {
        boolean changed = false;
        for (String folder : managed.folders()) {
            for (Path file : files(root.resolve(folder))) {
                if (managed.contain(folder + "/" + file.getFileName())) {
                    changed |= protect(file);
                }
            }
        }
        return changed;
    }

    private static boolean protect(Path file) {
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            if (view == null || view.readAttributes().permissions().equals(OWNER_ONLY)) {
                return false;
            }
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            return view.readAttributes().permissions().equals(OWNER_ONLY);
        } catch (IOException e) {
            // A mounted file system without modes of its own, or a file that is gone: no backup
            // fails for that.
            return false;
        }
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
