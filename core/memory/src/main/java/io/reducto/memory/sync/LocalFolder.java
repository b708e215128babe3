package io.reducto.memory.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Files that only this clone and its user read: folders of mode 700, files of mode 600, each
 * replaced in one rename after its bytes are on the disk.
 */
final class LocalFolder {
    static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER =
            PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    /** {@code folder} is made where it is missing. */
    LocalFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder, attributes(folder, OWNER_FOLDER));
    }

    /** A folder in it. */
    LocalFolder in(String name) throws IOException {
        return new LocalFolder(folder.resolve(name));
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** After it the file has these bytes, or, where it throws, those it had. */
    void write(String name, byte[] bytes) throws IOException {
        Path next = path(name + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel =
                FileChannel.open(
                        next,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes(next, OWNER_FILE))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(
                next,
                path(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        force(folder);
    }

    /** Makes the names in {@code folder} durable, where the system can. */
    private static void force(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // A system that opens no folders has nothing better to offer.
            return;
        }
    }

    void delete(String name) throws IOException {
        if (Files.deleteIfExists(path(name))) {
            force(folder);
        }
    }

    /** Puts a file out of the way under another name, if it is there. */
    void setAside(String name, String asName) throws IOException {
        if (Files.exists(path(name))) {
            Files.move(path(name), path(asName), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
