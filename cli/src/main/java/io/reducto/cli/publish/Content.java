package io.reducto.cli.publish;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What is published as one object.
 *
 * @param object its name in the data set
 * @param file where it is; empty for standard input
 */
public record Content(String object, Optional<Path> file) {
    /** Bytes as of now; 0 where it is a stream, whose length nobody knows. */
    public long lengthNow() throws IOException {
        return file.isPresent() ? Files.size(file.get()) : 0;
    }

    /**
     * Opens it.
     *
     * @param standardInput used where there is no file, and not closed
     */
    OpenContent open(InputStream standardInput) throws IOException {
        if (file.isEmpty()) {
            return new OpenContent(
                    new FilterInputStream(standardInput) {
                        @Override
                        public void close() {}
                    },
                    Optional.empty());
        }
        Path path = file.get();
        BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
        // A pipe or a device has no length to compare with.
        Optional<OpenContent.Stamp> stamp =
                before.isRegularFile()
                        ? Optional.of(new OpenContent.Stamp(path, before))
                        : Optional.empty();
        return new OpenContent(Files.newInputStream(path), stamp);
    }

    /** As errors name it. */
    @Override
    public String toString() {
        return file.map(Path::toString).orElse("standard input");
    }
}
