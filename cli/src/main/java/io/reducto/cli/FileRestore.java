package io.reducto.cli;

import io.reducto.cli.progress.Progress;
import io.reducto.repository.recipe.Recipe;
import io.reducto.repository.restore.ObjectRestore;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Writes objects: a file is there when it is whole, or not at all. For one thread.
 *
 * @param restore reads them
 * @param progress hears of every byte
 * @param output is told of a digest that its publisher declared and the object has not
 */
record FileRestore(ObjectRestore restore, Progress progress, Output output) {
    /** What a file is called behind its name until it is whole. */
    static final String PART = ".reducto-part";

    private static final int BUFFER_BYTES = 1 << 20;

    /** Writes to a stream, which stays open; the exit code says whether the digest is right. */
    int toStream(Recipe recipe, Optional<ByteRange> range, OutputStream out) throws IOException {
        DeclaredDigest digest = new DeclaredDigest(recipe, out);
        BufferedOutputStream buffered =
                new BufferedOutputStream(new Watched(digest, progress), BUFFER_BYTES);
        if (range.isPresent()) {
            restore.restoreRange(recipe, range.get().offset(), range.get().length(), buffered);
        } else {
            restore.restore(recipe, buffered);
        }
        buffered.flush();
        return range.isPresent() ? ExitCode.OK.code() : digest.check(output);
    }

    /** Writes to a file that is not there yet; its folder is. */
    int toFile(Recipe recipe, Optional<ByteRange> range, Path file) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + PART);
        int code;
        try (PartialFile partial = new PartialFile(part)) {
            try (OutputStream out = partial.open()) {
                code = toStream(recipe, range, out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return code;
    }

    private static final class Watched extends FilterOutputStream {
        private final Progress progress;

        Watched(OutputStream out, Progress progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            progress.step(length);
        }
    }
}
