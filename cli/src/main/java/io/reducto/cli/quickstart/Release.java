package io.reducto.cli.quickstart;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A version that is to be published.
 *
 * @param object its name
 * @param version of it
 * @param lengthAbout bytes, a little more or less
 * @param source where its bytes come from
 */
public record Release(String object, String version, long lengthAbout, Source source) {
    /** A file as it is, or bytes that are made when they are wanted. */
    public sealed interface Source {
        /** A file that is there. */
        record File(Path path) implements Source {}

        /** An archive that is written when its turn comes. */
        record Archive(Writing writing) implements Source {}
    }

    /** Puts what belongs into an archive. */
    @FunctionalInterface
    interface Writing {
        void writeTo(TarWriter tar) throws IOException;
    }

    /** Bytes in a file, which is gone when it is closed, unless it was there before. */
    public record Ready(Path file, Optional<Path> scratch) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (scratch.isPresent()) {
                Files.deleteIfExists(scratch.get());
            }
        }
    }

    /** Makes its bytes ready, in {@code folder} if they have to be made. */
    public Ready ready(Path folder) throws IOException {
        if (source instanceof Source.File file) {
            return new Ready(file.path(), Optional.empty());
        }
        Path scratch = Files.createTempFile(folder, "release", ".tar");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(scratch), 1 << 18);
                TarWriter tar = new TarWriter(out)) {
            ((Source.Archive) source).writing().writeTo(tar);
        }
        return new Ready(scratch, Optional.of(scratch));
    }

    /** As people read it. */
    @Override
    public String toString() {
        return object + "@" + version;
    }
}
