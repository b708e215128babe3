package io.reducto.tier.file;

import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreCall;
import io.reducto.tier.StoreOperation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open volume: where it is, which one it is, and whether it is still there. */
final class Volume {
    /** Folder of temporary names; no object name begins with a dot. */
    static final String TEMP = ".tmp";

    private final Path root;
    private final VolumeId id;
    private final URI uri;

    // What the marker looked like when its content was last read. A stat per call is cheap; reading
    // is only needed when the stat differs.
    private volatile Stamp verified;

    private Volume(Path root, VolumeId id, Stamp verified) {
        this.root = root;
        this.id = id;
        this.uri = VolumeAddress.uri(root, id);
        this.verified = verified;
    }

    /** Opens the volume at that address. */
    static Volume open(URI uri) throws ObjectStoreException {
        VolumeAddress address = VolumeAddress.parse(uri);
        StoreCall call = new StoreCall(uri, StoreOperation.OPEN, "");
        Path root = address.root();
        Stamp stamp;
        VolumeId found;
        try {
            stamp = Stamp.of(root);
            found = VolumeMarker.read(root);
        } catch (IOException e) {
            throw gone(call, "a volume", e);
        }
        Optional<VolumeId> wanted = address.id();
        if (wanted.isPresent() && !wanted.get().equals(found)) {
            throw another(call, wanted.get(), found);
        }
        return new Volume(root, found, stamp);
    }

    Path root() {
        return root;
    }

    Path temp() {
        return root.resolve(TEMP);
    }

    URI uri() {
        return uri;
    }

    StoreCall call(StoreOperation operation, ObjectName name) {
        return StoreCall.of(uri, operation, name);
    }

    /**
     * Fails if the folder is no longer this volume: unmounted, removed, or another one mounted in
     * its place. Call it after a file was opened and before what was found is believed.
     */
    void check(StoreCall call) throws ObjectStoreException {
        try {
            Stamp now = Stamp.of(root);
            if (!now.equals(verified)) {
                VolumeId found = VolumeMarker.read(root);
                if (!found.equals(id)) {
                    throw another(call, id, found);
                }
                verified = now;
            }
        } catch (IOException e) {
            throw gone(call, "volume " + id, e);
        }
    }

    private static ObjectStoreException gone(StoreCall call, String expected, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new ObjectStoreException(
                    call,
                    expected,
                    "no marker file " + VolumeMarker.NAME,
                    "mount the volume; only if there never was one, create it",
                    e);
        }
        return FilesystemFailures.translate(call, expected, e);
    }

    private static ObjectStoreException another(StoreCall call, VolumeId wanted, VolumeId found) {
        return new ObjectStoreException(
                call,
                "volume " + wanted,
                "volume " + found,
                "another volume is mounted in its place: mount the right one",
                null);
    }

    /** Tells one marker file from another without reading it. */
    private record Stamp(@Nullable Object fileKey, FileTime modified) {
        static Stamp of(Path root) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            VolumeMarker.in(root),
                            BasicFileAttributes.class,
                            LinkOption.NOFOLLOW_LINKS);
            return new Stamp(attributes.fileKey(), attributes.lastModifiedTime());
        }
    }
}
