package io.reducto.memory.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/** A client's file that is replaced in one step; what it was is kept beside it. */
record RestoredFile(Path file) {
    private static final String OLD = ".before-restore";
    private static final String NEXT = ".next";

    void write(byte[] bytes) throws IOException {
        if (Files.exists(file)) {
            if (Arrays.equals(Files.readAllBytes(file), bytes)) {
                return;
            }
            Path old = sibling(OLD);
            Files.copy(
                    file,
                    old,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path next = sibling(NEXT);
        Files.deleteIfExists(next);
        Files.createFile(next, LocalFolder.attributes(file, mode()));
        Files.write(next, bytes);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path sibling(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** The mode that the file has; its owner's alone if there is none. */
    private Set<PosixFilePermission> mode() throws IOException {
        return Files.exists(file)
                        && file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.getPosixFilePermissions(file)
                : LocalFolder.OWNER_FILE;
    }
}
