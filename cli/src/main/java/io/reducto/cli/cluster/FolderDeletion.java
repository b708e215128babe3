package io.reducto.cli.cluster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes a folder with all that is in it; links are deleted, not followed. */
public final class FolderDeletion extends SimpleFileVisitor<Path> {
    private FolderDeletion() {}

    /** Makes {@code folder} an empty one. */
    static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new FolderDeletion());
        }
        Files.createDirectories(folder);
    }

    /** Deletes a file, a link or a folder with all that is in it. */
    public static void delete(Path path) throws IOException {
        Files.walkFileTree(path, new FolderDeletion());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
            throws IOException {
        if (failure != null) {
            throw failure;
        }
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
    }
}
