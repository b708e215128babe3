package io.reducto.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is gone when the command ends, however it ends, unless it was moved away: Ctrl-C
 * leaves nothing behind.
 */
final class PartialFile implements AutoCloseable {
    private final Path path;
    private final Thread cleanup = new Thread(this::deleteQuietly, "partial-file");

    PartialFile(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(cleanup);
    }

    OutputStream open() throws IOException {
        return Files.newOutputStream(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    private void deleteQuietly() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The process is ending, and there is nobody left to tell.
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(cleanup);
        } catch (IllegalStateException e) {
            return; // ending already: the hook does it
        }
        Files.deleteIfExists(path);
    }
}
