package io.reducto.tier.file;

import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreCall;
import io.reducto.tier.StoreOperation;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Makes volumes. The marker comes last and by a hard link: of two makers one wins, and one that
 * dies half-way leaves a folder that is no volume yet and can be made one by another try.
 */
final class VolumeMaker {
    /** Entries of a folder that may become a volume; a new ext4 file system has the second. */
    private static final Set<String> HARMLESS = Set.of(Volume.TEMP, "lost+found");

    private VolumeMaker() {}

    /** Returns the id of the new volume. */
    static VolumeId make(URI uri) throws ObjectStoreException {
        VolumeAddress address = VolumeAddress.parse(uri);
        VolumeId id = address.id().orElseGet(VolumeId::random);
        StoreCall call = new StoreCall(uri, StoreOperation.CREATE, "");
        Path root = address.root();
        try {
            refuseVolume(call, root);
            makeRoot(root);
            refuseContent(call, root);
            DurableFolders.makeFolder(root.resolve(Volume.TEMP));
            mark(call, root, id);
        } catch (FileAlreadyExistsException e) {
            throw new ObjectExistsException(call, e);
        } catch (IOException | UnsupportedOperationException e) {
            throw FilesystemFailures.translate(
                    call, "a new volume", e instanceof IOException io ? io : new IOException(e));
        }
        return id;
    }

    private static void refuseVolume(StoreCall call, Path root) throws ObjectExistsException {
        if (Files.exists(VolumeMarker.in(root))) {
            throw new ObjectExistsException(call, null);
        }
    }

    private static void makeRoot(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        Path parent = ObjectPaths.parent(root);
        makeRoot(parent);
        DurableFolders.makeFolder(root);
        DurableFolders.sync(parent);
    }

    private static void refuseContent(StoreCall call, Path root)
            throws IOException, ObjectStoreException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.equals(VolumeMarker.NAME)) {
                    throw new ObjectExistsException(call, null);
                }
                if (!HARMLESS.contains(name)) {
                    throw new ObjectStoreException(
                            call,
                            "an empty folder",
                            "\"%s\" in it".formatted(name),
                            "make the volume in a folder of its own",
                            null);
                }
            }
        }
    }

    private static void mark(StoreCall call, Path root, VolumeId id)
            throws IOException, ObjectStoreException {
        try (TempFolder temp = TempFolder.open(root.resolve(Volume.TEMP))) {
            FilesystemCheck.run(call, temp);
            Path file = temp.write(ByteBuffer.wrap(VolumeMarker.encode(id)));
            Files.createLink(VolumeMarker.in(root), file);
            DurableFolders.sync(root);
        }
    }
}
