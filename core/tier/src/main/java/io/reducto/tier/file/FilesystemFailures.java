package io.reducto.tier.file;

import io.reducto.tier.ObjectStoreException;
import io.reducto.tier.StoreCall;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Says in an operator's words what a file system answered. None of these pass by themselves, so
 * none is retryable.
 */
final class FilesystemFailures {
    private FilesystemFailures() {}

    /** {@code expected} is what the failed step was to achieve. */
    static ObjectStoreException translate(StoreCall call, String expected, IOException e) {
        return new ObjectStoreException(call, expected, reason(e), remedy(e), e);
    }

    /** What the system said, with the file it said it about. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no file " + e.getMessage();
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + e.getMessage();
        }
        if (e instanceof ClosedByInterruptException) {
            return "an interrupted thread";
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    /** What stopped the reading of a folder half-way. */
    static IOException unwrap(DirectoryIteratorException e) {
        IOException cause = e.getCause();
        return cause == null ? new IOException(e) : cause;
    }

    private static String remedy(IOException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("");
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return "free space (or inodes) on the volume, nothing was left behind";
        }
        if (message.contains("Read-only file system")) {
            return "mount the volume for writing";
        }
        if (e instanceof AccessDeniedException) {
            return "run as the owner of the volume";
        }
        if (e instanceof ClosedByInterruptException) {
            return "the call was cancelled, call again";
        }
        if (e instanceof FileSystemException && message.contains("Too many levels of symbolic")) {
            return "remove the symbolic link, none is followed inside a volume";
        }
        return "check the file system and its logs";
    }
}
