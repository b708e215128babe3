package io.reducto.memory.entry;

import io.reducto.codec.digest.Blake3;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What a content is known by: the BLAKE3-256 of its sorted text. Ordered unsigned. */
public final class ContentDigest implements Comparable<ContentDigest> {
    private final byte[] bytes;

    private ContentDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    static ContentDigest of(String sorted) {
        byte[] utf8 = sorted.getBytes(StandardCharsets.UTF_8);
        return of(utf8, utf8.length);
    }

    static ContentDigest of(byte[] sorted, int length) {
        return new ContentDigest(Blake3.hash(sorted, 0, length));
    }

    /** Reads {@link #toString}: 64 hex digits in lower case. */
    public static ContentDigest parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != Blake3.BYTES || !HexFormat.of().formatHex(bytes).equals(hex)) {
            throw new IllegalArgumentException(
                    "content digest: expected %d hex digits in lower case, found \"%s\""
                            .formatted(2 * Blake3.BYTES, hex));
        }
        return new ContentDigest(bytes);
    }

    /** A copy of its 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(ContentDigest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentDigest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 64 hex digits in lower case. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
