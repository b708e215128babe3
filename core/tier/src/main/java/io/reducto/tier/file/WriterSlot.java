package io.reducto.tier.file;

import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of a store, made at its first put: a store that only reads writes nothing.
 * Safe for use by several threads.
 */
final class WriterSlot {
    private final Volume volume;
    private @Nullable TempFolder folder;

    WriterSlot(Volume volume) {
        this.volume = volume;
    }

    /** The folder; the first call makes it and checks that the file system is fit. */
    synchronized TempFolder get(StoreCall call) throws ObjectStoreException {
        if (folder == null) {
            folder = open(call);
        }
        return folder;
    }

    private TempFolder open(StoreCall call) throws ObjectStoreException {
        TempFolder born;
        try {
            if (!Files.exists(volume.temp(), LinkOption.NOFOLLOW_LINKS)) {
                // Empty folders get lost when a volume is copied. The marker tells that it is one.
                volume.check(call);
                DurableFolders.makeFolder(volume.temp());
            }
            born = TempFolder.open(volume.temp());
        } catch (IOException e) {
            throw FilesystemFailures.translate(call, "a volume that can be written", e);
        }
        try {
            FilesystemCheck.run(call, born);
        } catch (ObjectStoreException e) {
            born.close();
            throw e;
        }
        return born;
    }

    synchronized void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
