package io.reducto.tier.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The file that makes a folder a volume: {@code .volume} in its root.
 *
 * <pre>
 * reducto-volume 1\n
 * &lt;volume id, 32 hex digits&gt;\n
 * </pre>
 *
 * ASCII, 50 bytes. Written once, last of all when a volume is made.
 */
final class VolumeMarker {
    static final String NAME = ".volume";

    private static final String MAGIC = "reducto-volume ";
    private static final String HEADER = MAGIC + "1\n";
    private static final int ID_LENGTH = 32;
    private static final int LENGTH = HEADER.length() + ID_LENGTH + 1;

    private VolumeMarker() {}

    static Path in(Path root) {
        return root.resolve(NAME);
    }

    static byte[] encode(VolumeId id) {
        return (HEADER + id + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the marker; {@link NoSuchMarkerException} carries what it is instead of one. */
    static VolumeId read(Path root) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(in(root), LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(LENGTH + 1);
        }
        return decode(new String(bytes, StandardCharsets.US_ASCII));
    }

    static VolumeId decode(String text) throws NoSuchMarkerException {
        if (!text.startsWith(MAGIC)) {
            throw new NoSuchMarkerException("a file that does not begin with \"" + MAGIC + "\"");
        }
        if (!text.startsWith(HEADER)) {
            throw new NoSuchMarkerException(
                    "a marker of another version than 1, read it with a newer release");
        }
        if (text.length() != LENGTH || !text.endsWith("\n")) {
            throw new NoSuchMarkerException("a marker that is not %d bytes long".formatted(LENGTH));
        }
        try {
            return VolumeId.parse(text.substring(HEADER.length(), LENGTH - 1));
        } catch (IllegalArgumentException e) {
            throw new NoSuchMarkerException("a marker without a volume id");
        }
    }

    /** There is a file, and it is not a marker. */
    static final class NoSuchMarkerException extends IOException {
        private static final long serialVersionUID = 1L;

        NoSuchMarkerException(String found) {
            super(found);
        }
    }
}
