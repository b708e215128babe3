package io.reducto.schemas.segment;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the publisher says of the whole object; on any segment, as a rule on the last.
 *
 * @param length of the object in bytes
 * @param blake3 its BLAKE3-256, 32 bytes; not to be written to
 * @param sha256 its SHA-256, 32 bytes; not to be written to
 */
public record Declaration(OptionalLong length, Optional<byte[]> blake3, Optional<byte[]> sha256) {
    /** Bytes of either digest. */
    public static final int DIGEST_BYTES = 32;

    /** Nothing was said. */
    public static final Declaration NONE =
            new Declaration(OptionalLong.empty(), Optional.empty(), Optional.empty());

    /** Refuses a negative length and digests of another size. */
    public Declaration {
        if (length.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "length: expected 0 or more, found " + length.getAsLong());
        }
        check("BLAKE3", blake3);
        check("SHA-256", sha256);
    }

    private static void check(String what, Optional<byte[]> digest) {
        if (digest.isPresent() && digest.get().length != DIGEST_BYTES) {
            throw new IllegalArgumentException(
                    "%s: expected %d bytes, found %d"
                            .formatted(what, DIGEST_BYTES, digest.get().length));
        }
    }
}
