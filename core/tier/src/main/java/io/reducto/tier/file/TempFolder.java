package io.reducto.tier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The temporary files of one writer: {@code .tmp/<process>-<writer>/}, with a file {@code lock}
 * that the writer holds locked while it lives.
 *
 * <p>That lock, not age, tells left-overs of the dead from files in use: the kernel drops it when
 * the process ends, however it ends. Safe for use by several threads.
 */
final class TempFolder implements AutoCloseable {
    /** How often a newborn writer starts over because a sweeper took it for dead. */
    private static final int BIRTHS_MAX = 8;

    /** Bytes per system call: the JDK keeps a direct buffer of that size per thread. */
    static final int SLICE_BYTES = 1 << 20;

    private static final String LOCK = "lock";
    private static final Set<StandardOpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;
    private final FileChannel lock;
    private final AtomicLong files = new AtomicLong();

    private TempFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes and locks a folder of its own below {@code .tmp}, which must exist. */
    static TempFolder open(Path temp) throws IOException {
        for (int birth = 0; birth < BIRTHS_MAX; birth++) {
            String writer = UUID.randomUUID().toString().replace("-", "");
            TempFolder born = tryOpen(temp.resolve(ProcessToken.get() + "-" + writer));
            if (born != null) {
                return born;
            }
        }
        throw new IOException("cannot lock a file of one's own in " + temp);
    }

    // Between the making of the lock file and the locking a sweeper may come by, take the writer
    // for
    // dead and remove the folder; then the file that is locked is no longer the one at the path.
    private static @Nullable TempFolder tryOpen(Path folder) throws IOException {
        Files.createDirectory(folder, DurableFolders.mode("rwx------"));
        Path lockFile = folder.resolve(LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(lockFile, NEW_FILE, DurableFolders.mode("rw-------"));
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean isBorn = false;
        try {
            isBorn = tryLock(channel) && Files.exists(lockFile);
            return isBorn ? new TempFolder(folder, channel) : null;
        } finally {
            if (!isBorn) {
                channel.close();
            }
        }
    }

    /** A name for a temporary file that is not in use. */
    Path next() {
        return folder.resolve(Long.toString(files.incrementAndGet()));
    }

    /**
     * Makes a durable file of a temporary name, mode 400, out of the remaining bytes of buffers.
     */
    Path write(ByteBuffer... content) throws IOException {
        Path file = next();
        try (FileChannel channel =
                FileChannel.open(file, NEW_FILE, DurableFolders.mode("r--------"))) {
            for (ByteBuffer buffer : content) {
                writeSlices(channel, buffer);
            }
            channel.force(true);
            return file;
        } catch (IOException e) {
            discard(file);
            throw e;
        }
    }

    private static void writeSlices(FileChannel channel, ByteBuffer buffer) throws IOException {
        for (int at = buffer.position(); at < buffer.limit(); ) {
            int length = Math.min(SLICE_BYTES, buffer.limit() - at);
            ByteBuffer slice = buffer.slice(at, length);
            while (slice.hasRemaining()) {
                channel.write(slice);
            }
            at += length;
        }
    }

    /** Removes a temporary file; one that cannot be removed is left to a sweep. */
    void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException leftToSweep) {
            return;
        }
    }

    /** Removes the folder with what is in it and lets the lock go; leaves the rest to a sweep. */
    @Override
    public void close() {
        try (lock) {
            empty(folder);
        } catch (IOException leftToSweep) {
            return;
        }
    }

    /**
     * Removes the folders of writers that are dead.
     *
     * @return number of temporary files removed, lock files not counted
     */
    static long sweep(Path temp) throws IOException {
        long removed = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temp)) {
            for (Path folder : folders) {
                removed += isOfOthers(folder) ? sweepFolder(folder) : 0;
            }
        }
        return removed;
    }

    // Never even open a lock file of this process: closing any descriptor of a file drops all locks
    // that the process holds on it.
    private static boolean isOfOthers(Path folder) {
        return !String.valueOf(folder.getFileName()).startsWith(ProcessToken.get())
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private static long sweepFolder(Path folder) throws IOException {
        try (FileChannel lock =
                FileChannel.open(
                        folder.resolve(LOCK),
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            return tryLock(lock) ? empty(folder) : 0;
        } catch (NoSuchFileException e) {
            return removeUnlocked(folder);
        }
    }

    // A writer that died, or is just being born, between making its folder and its lock file.
    private static long removeUnlocked(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException bornMeanwhile) {
            return 0;
        }
        return 0;
    }

    /** Removes temporary files, then the lock file, then the folder; the caller holds the lock. */
    private static long empty(Path folder) throws IOException {
        long removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
        return removed;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        FileLock held = channel.tryLock();
        return held != null;
    }
}
