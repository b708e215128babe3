package io.reducto.cli.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The lock by which a supervisor is known to live: the kernel frees it with the process, so that no
 * process number needs to be believed.
 */
final class SupervisorLock {
    /** A channel that nobody refers to is closed by the collector, and its lock with it. */
    private static final List<FileLock> HELD = new CopyOnWriteArrayList<>();

    private SupervisorLock() {}

    /** Takes it for the rest of this process's life; false when somebody else has it. */
    static boolean take(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return false;
        }
        HELD.add(lock);
        return true;
    }

    /** Whether a supervisor lives. Looking shares the lock for an instant. */
    static synchronized boolean isTaken(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // this very process is the supervisor
        }
    }
}
