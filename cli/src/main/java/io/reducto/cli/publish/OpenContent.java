package io.reducto.cli.publish;

import io.reducto.schemas.segment.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** Content while it is read, in pieces of up to one segment. For one thread. */
final class OpenContent implements AutoCloseable {
    private static final int END = -1;

    private final InputStream in;
    private final Optional<Stamp> stamp;
    private final byte[] buffer = new byte[Segment.CONTENT_BYTES];
    private int length;
    private int ahead;

    /** What a file was when it was opened. */
    record Stamp(Path path, long length, FileTime modified) {
        Stamp(Path path, BasicFileAttributes attributes) {
            this(path, attributes.size(), attributes.lastModifiedTime());
        }

        void check(long read) throws IOException {
            Stamp now = new Stamp(path, Files.readAttributes(path, BasicFileAttributes.class));
            if (read != length || !equals(now)) {
                throw new IOException(
                        "%s changed while it was read: expected %d bytes of %s, read %d, found %d bytes of %s; it was not published"
                                .formatted(path, length, modified, read, now.length, now.modified));
            }
        }
    }

    OpenContent(InputStream in, Optional<Stamp> stamp) {
        this.in = in;
        this.stamp = stamp;
    }

    /** Reads the first piece. */
    void first() throws IOException {
        fill(0);
    }

    /** Reads the next one; there must be one. */
    void next() throws IOException {
        buffer[0] = (byte) ahead;
        fill(1);
    }

    /** The piece, in the first {@link #length} bytes; overwritten by the next one. */
    byte[] buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    /** Whether nothing follows. */
    boolean isLast() {
        return ahead == END;
    }

    /** Refuses a file that is not what it was. */
    void checkUnchanged(long read) throws IOException {
        if (stamp.isPresent()) {
            stamp.get().check(read);
        }
    }

    private void fill(int from) throws IOException {
        length = from + in.readNBytes(buffer, from, buffer.length - from);
        ahead = length < buffer.length ? END : in.read();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
