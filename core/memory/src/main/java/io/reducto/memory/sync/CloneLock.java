package io.reducto.memory.sync;

import io.reducto.memory.git.Backoff;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Held by the one command that is at work in a clone; the system frees it when a process ends. */
final class CloneLock implements AutoCloseable {
    private static final String NAME = "lock";
    private static final Backoff.Bounds BOUNDS =
            new Backoff.Bounds(Duration.ofMillis(20), Duration.ofMillis(500));

    private final FileChannel channel;

    private CloneLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits as long as {@code patience} for the command before. */
    static CloneLock take(LocalFolder folder, Duration patience, Backoff.Source source)
            throws IOException, MemoryException, InterruptedException {
        Path file = folder.path(NAME);
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        LocalFolder.attributes(file, LocalFolder.OWNER_FILE));
        Backoff backoff = new Backoff(BOUNDS, patience, source);
        try {
            while (tryLock(channel).isEmpty()) {
                if (!backoff.await()) {
                    throw new MemoryException(
                            MemoryException.Kind.BUSY,
                            "%s: another command of this clone has held it for %d s; try again when it has ended"
                                    .formatted(file, patience.toSeconds()));
                }
            }
            return new CloneLock(channel);
        } catch (IOException | MemoryException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // Another thread of this process.
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
