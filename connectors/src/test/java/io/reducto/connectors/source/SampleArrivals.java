package io.reducto.connectors.source;

import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;
import io.reducto.schemas.segment.Rejection;
import io.reducto.schemas.segment.RejectionReason;
import io.reducto.schemas.segment.Segment;
import io.reducto.schemas.segment.UploadId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Values whose bytes are golden files: never changed. */
final class SampleArrivals {
    static final Position POSITION = new Position("segments", 3, 4_711, 1_790_000_000_123L);

    static final Received BARE =
            new Received(
                    new Segment(
                            new UploadId("builds", "tool/linux", "1.2", "u-1"),
                            0,
                            false,
                            Declaration.NONE,
                            "first piece".getBytes(StandardCharsets.UTF_8)),
                    POSITION);

    static final Received FULL =
            new Received(
                    new Segment(
                            new UploadId("Sicherungen", "Büro/🎵.tar", "ä", "u-2"),
                            300,
                            true,
                            new Declaration(
                                    OptionalLong.of(294_912_000),
                                    Optional.of(filled(0xb3)),
                                    Optional.of(filled(0x5a))),
                            new byte[0]),
                    POSITION);

    static final Arrival TAKEN = new Arrival.Taken(BARE);

    static final Arrival REFUSED =
            new Arrival.Refused(
                    new Rejection(
                            RejectionReason.MALFORMED,
                            POSITION,
                            Optional.of(FULL.segment().upload()),
                            OptionalLong.of(300),
                            "true or false",
                            "'yes'"));

    private SampleArrivals() {}

    private static byte[] filled(int value) {
        byte[] digest = new byte[Declaration.DIGEST_BYTES];
        Arrays.fill(digest, (byte) value);
        return digest;
    }
}
