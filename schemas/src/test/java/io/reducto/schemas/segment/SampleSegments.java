package io.reducto.schemas.segment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Values whose messages are golden files: never changed. */
final class SampleSegments {
    static final Position POSITION = new Position("segments", 3, 4_711, 1_790_000_000_123L);

    static final Segment FIRST =
            new Segment(
                    new UploadId("builds", "tool/linux", "1.2", "u-1"),
                    0,
                    false,
                    Declaration.NONE,
                    "first piece".getBytes(StandardCharsets.UTF_8));

    /** With everything declared, and names beyond ASCII, one of them in a surrogate pair. */
    static final Segment LAST =
            new Segment(
                    new UploadId("Sicherungen", "Büro/🎵.tar", "ä", "u-2"),
                    300,
                    true,
                    new Declaration(
                            OptionalLong.of(294_912_000),
                            Optional.of(filled(0xb3)),
                            Optional.of(filled(0x5a))),
                    new byte[0]);

    static final Rejection PLACED =
            new Rejection(
                    RejectionReason.DIGEST_MISMATCH,
                    POSITION,
                    Optional.of(LAST.upload()),
                    OptionalLong.of(300),
                    "BLAKE3 b3b3…",
                    "BLAKE3 0000…");

    static final Rejection BARE =
            new Rejection(
                    RejectionReason.UNKNOWN_SCHEMA,
                    POSITION,
                    Optional.empty(),
                    OptionalLong.empty(),
                    "a schema",
                    "none");

    private SampleSegments() {}

    private static byte[] filled(int value) {
        byte[] digest = new byte[Declaration.DIGEST_BYTES];
        Arrays.fill(digest, (byte) value);
        return digest;
    }
}
