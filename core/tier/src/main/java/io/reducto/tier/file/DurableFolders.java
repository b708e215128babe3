package io.reducto.tier.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders below a root whose own entries are known to survive a power failure.
 *
 * <p>It is not enough to sync the parents of folders that we made: one that is there may have been
 * made by another writer a moment ago, who has not synced yet. So each store syncs the chain above
 * a folder once, whoever made it, and remembers. Safe for use by several threads.
 */
final class DurableFolders {
    /** Folders remembered; when there are more, all are forgotten and synced again. */
    private static final int REMEMBERED_MAX = 65_536;

    private final Path root;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    DurableFolders(Path root) {
        this.root = root;
    }

    /** Makes a folder and those above it where missing; never the root. */
    void ensure(Path folder) throws IOException {
        if (folder.equals(root) || known.contains(folder)) {
            return;
        }
        Path parent = ObjectPaths.parent(folder);
        ensure(parent);
        makeFolder(folder);
        sync(parent);
        if (known.size() >= REMEMBERED_MAX) {
            known.clear();
        }
        known.add(folder);
    }

    /** Nothing is taken as known any more: somebody else has changed the volume. */
    void forget() {
        known.clear();
    }

    /** Makes one folder, mode 700, unless it is there. */
    static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, mode("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!ObjectPaths.attributes(folder).isDirectory()) {
                throw e;
            }
        }
    }

    static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Returns when the entries of a folder, names and links, are durable. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
