package io.reducto.tier.file;

import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreCall;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a file system that cannot keep the contract, before the first object is written to it.
 */
final class FilesystemCheck {
    private FilesystemCheck() {}

    /** Tries it out with two temporary names, which it removes. */
    static void run(StoreCall call, TempFolder temp) throws ObjectStoreException {
        Path file = temp.next();
        Path link = temp.next();
        try {
            Files.createFile(file, DurableFolders.mode("r--------"));
            Files.createLink(link, file);
            refuseSecondLink(call, link, file);
            DurableFolders.sync(ObjectPaths.parent(link));
            Files.delete(link);
            Files.delete(file);
        } catch (IOException | UnsupportedOperationException e) {
            throw unfit(call, e.toString(), e);
        }
    }

    private static void refuseSecondLink(StoreCall call, Path link, Path file)
            throws IOException, ObjectStoreException {
        try {
            Files.createLink(link, file);
        } catch (FileAlreadyExistsException expected) {
            return;
        }
        throw unfit(call, "a link that replaced another", null);
    }

    private static ObjectStoreException unfit(
            StoreCall call, String found, @Nullable Throwable cause) {
        return new ObjectStoreException(
                call,
                "a file system with modes, hard links that never replace, and fsync of folders",
                found,
                "put the volume on another file system (ext4, xfs and tmpfs are known to do)",
                cause);
    }
}
