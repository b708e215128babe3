package io.reducto.tier.file;

import io.reducto.tier.ObjectExistsException;
import io.reducto.tier.ObjectName;
import io.reducto.tier.ObjectNotFoundException;
import io.reducto.tier.ObjectPage;
import io.reducto.tier.ObjectStore;
import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.ObjectTail;
import io.reducto.tier.RangeNotSatisfiableException;
import io.reducto.tier.StoreCall;
import io.reducto.tier.StoreOperation;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A volume in a folder of a file system: {@code file:///srv/v1?volume=<id>}.
 *
 * <p>A put writes a temporary file on the same volume, syncs it, links it to its name (which fails
 * if the name is in use), syncs the folder, and removes the temporary name. So an object is whole
 * from the moment it is visible, and durable when the put returns. {@code docs/tier.md} has the
 * layout.
 *
 * <p>Opening and reading write nothing, and work on a volume mounted read-only. The first put
 * checks that the file system can do all this, and refuses otherwise. Files have mode 400, folders
 * 700. Symbolic links below the root are never followed. None of the failures of a file system pass
 * by themselves, so there is no retryable one.
 */
public final class FilesystemObjectStore implements ObjectStore {
    private static final String WHOLE_OBJECT = "a readable object";
    private static final String STORED = "the object stored durably";
    private static final String DELETED = "the object deleted durably";
    private static final String SWEPT = "left-over files removed";

    /*
     * What can go wrong between the steps of a put, and why it does no harm
     *
     * - Death before the link: a temporary file without an owner, removed by sweep().
     * - Death after the link, before the sync of the folder: the object is visible and may vanish in
     *   a power failure. It was not acknowledged. Another writer of the same name is refused only
     *   after it has synced the folder itself: what is said to exist is durable.
     * - Death before the temporary name is removed: the object has a second link, removed by sweep().
     * - The volume is unmounted meanwhile: the temporary file is on the volume, the link cannot
     *   cross to what lies beneath it. Nothing is ever made in a folder that is not the volume,
     *   except empty folders in the moment between check and use.
     * - fsync fails: the kernel may have dropped the pages, and asking again could claim success. So
     *   nothing is retried here; the caller is told that the outcome is unknown.
     */
    private final Volume volume;
    private final ObjectPaths paths;
    private final DurableFolders folders;
    private final WriterSlot writer;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private FilesystemObjectStore(Volume volume) {
        this.volume = volume;
        this.paths = new ObjectPaths(volume.root());
        this.folders = new DurableFolders(volume.root());
        this.writer = new WriterSlot(volume);
    }

    /**
     * Opens a volume that exists.
     *
     * @param uri {@code file:///<path>}, with {@code ?volume=<id>} to insist on one volume
     * @throws ObjectStoreException if there is no volume or another one
     */
    public static FilesystemObjectStore open(URI uri) throws ObjectStoreException {
        return new FilesystemObjectStore(Volume.open(uri));
    }

    /**
     * Makes a volume in a folder that is missing or empty, and opens it. Its id is random unless
     * the URI gives one.
     *
     * @throws ObjectExistsException if there is a volume already
     * @throws ObjectStoreException if the folder has other content, or the file system is unfit
     */
    public static FilesystemObjectStore create(URI uri) throws ObjectStoreException {
        VolumeId id = VolumeMaker.make(uri);
        return open(VolumeAddress.uri(VolumeAddress.parse(uri).root(), id));
    }

    @Override
    public URI uri() {
        return volume.uri();
    }

    @Override
    public long length(ObjectName name) throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.LENGTH, name.value());
        try {
            long length = paths.checkFile(paths.file(name)).size();
            volume.check(call);
            return length;
        } catch (IOException e) {
            throw readFailure(call, e);
        }
    }

    @Override
    public void read(ObjectName name, long offset, byte[] target, int targetOffset, int length)
            throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.READ, name.value());
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
        Objects.checkFromIndexSize(targetOffset, length, target.length);
        try (FileChannel file = openFile(name)) {
            volume.check(call);
            long objectLength = file.size();
            if (offset > objectLength - length) {
                throw new RangeNotSatisfiableException(call, offset, length, objectLength);
            }
            readFully(file, offset, ByteBuffer.wrap(target, targetOffset, length));
        } catch (IOException e) {
            throw readFailure(call, e);
        }
    }

    @Override
    public ObjectTail readTail(ObjectName name, int bytesMax) throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.READ_TAIL, name.value());
        if (bytesMax < 1 || bytesMax > TAIL_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "bytesMax must be 1 to %d, found %d".formatted(TAIL_BYTES_MAX, bytesMax));
        }
        try (FileChannel file = openFile(name)) {
            volume.check(call);
            long objectLength = file.size();
            byte[] tail = new byte[(int) Math.min(bytesMax, objectLength)];
            readFully(file, objectLength - tail.length, ByteBuffer.wrap(tail));
            return new ObjectTail(tail, objectLength);
        } catch (IOException e) {
            throw readFailure(call, e);
        }
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) throws ObjectStoreException {
        ObjectName.checkPrefix(prefix);
        ObjectName.checkPrefix(startAfter);
        StoreCall call = begin(StoreOperation.LIST, prefix);
        try {
            ObjectPage page = FolderListing.page(paths, prefix, startAfter);
            volume.check(call);
            return page;
        } catch (DirectoryIteratorException e) {
            throw FilesystemFailures.translate(call, "a listing", FilesystemFailures.unwrap(e));
        } catch (IOException e) {
            throw FilesystemFailures.translate(call, "a listing", e);
        }
    }

    @Override
    public void putIfAbsent(ObjectName name, ByteBuffer... content) throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.PUT_IF_ABSENT, name.value());
        checkSize(content);
        volume.check(call);
        TempFolder temp = writer.get(call);
        try {
            Path file = temp.write(content);
            try {
                volume.check(call);
                publish(call, file, paths.file(name));
            } finally {
                // A name that cannot be removed is left to sweep(): the object does not depend on
                // it.
                temp.discard(file);
            }
        } catch (IOException e) {
            folders.forget();
            throw writeFailure(call, STORED, e);
        }
    }

    private void publish(StoreCall call, Path file, Path target)
            throws IOException, ObjectStoreException {
        Path folder = ObjectPaths.parent(target);
        folders.ensure(folder);
        paths.checkFolders(folder);
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            DurableFolders.sync(folder);
            throw new ObjectExistsException(call, e);
        }
        DurableFolders.sync(folder);
    }

    @Override
    public void delete(ObjectName name) throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.DELETE, name.value());
        volume.check(call);
        Path file = paths.file(name);
        try {
            unlink(file);
            DurableFolders.sync(ObjectPaths.parent(file));
        } catch (NoSuchFileException absent) {
            volume.check(call);
        } catch (IOException e) {
            throw writeFailure(call, DELETED, e);
        }
    }

    // One who finds the file absent syncs as well: the other who removed it may not have done so
    // yet.
    private void unlink(Path file) throws IOException {
        try {
            paths.checkFile(file);
            Files.deleteIfExists(file);
        } catch (NoSuchFileException absent) {
            paths.checkFolders(ObjectPaths.parent(file));
        }
    }

    /** Removes temporary files of writers whose process has ended. */
    @Override
    public long sweep() throws ObjectStoreException {
        StoreCall call = begin(StoreOperation.SWEEP, "");
        volume.check(call);
        try {
            return TempFolder.sweep(volume.temp());
        } catch (DirectoryIteratorException e) {
            throw writeFailure(call, SWEPT, FilesystemFailures.unwrap(e));
        } catch (IOException e) {
            throw writeFailure(call, SWEPT, e);
        }
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            writer.close();
        }
    }

    private StoreCall begin(StoreOperation operation, String subject) {
        if (isClosed.get()) {
            throw new IllegalStateException("store is closed: " + uri());
        }
        return new StoreCall(volume.uri(), operation, subject);
    }

    private FileChannel openFile(ObjectName name) throws IOException {
        Path file = paths.file(name);
        paths.checkFile(file);
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private static void readFully(FileChannel file, long offset, ByteBuffer target)
            throws IOException {
        int end = target.limit();
        long at = offset;
        while (target.position() < end) {
            target.limit(Math.min(end, target.position() + TempFolder.SLICE_BYTES));
            int count = file.read(target, at);
            if (count < 0) {
                throw new EOFException("a file that became shorter, it ends at " + at);
            }
            at += count;
        }
    }

    private static void checkSize(ByteBuffer... content) {
        long total = 0;
        for (ByteBuffer buffer : content) {
            total += buffer.remaining();
        }
        if (total > OBJECT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "an object has at most %d bytes, found %d".formatted(OBJECT_BYTES_MAX, total));
        }
    }

    // That a file is missing says something about the object only if the volume is there.
    private ObjectStoreException readFailure(StoreCall call, IOException e)
            throws ObjectStoreException {
        volume.check(call);
        return e instanceof NoSuchFileException
                ? new ObjectNotFoundException(call, e)
                : FilesystemFailures.translate(call, WHOLE_OBJECT, e);
    }

    private ObjectStoreException writeFailure(StoreCall call, String expected, IOException e)
            throws ObjectStoreException {
        volume.check(call);
        return FilesystemFailures.translate(call, expected, e);
    }
}
