package io.reducto.schemas.segment;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Messages of the topic {@code rejected}: single-object encoding of {@code
 * io.reducto.schemas.stream.Rejected}. {@code docs/format/segments.md} is the page.
 */
public final class RejectionCodec {
    /** CRC-64-AVRO of the schema, version 1. */
    public static final long FINGERPRINT = 0xb72a5501f3de2c92L;

    private static final String SCHEMA = "io.reducto.schemas.stream.Rejected";

    private static final int SIZE_ESTIMATE_BYTES = 512;

    private RejectionCodec() {}

    /** The message that tells of a rejection. */
    public static byte[] encode(Rejection rejection) {
        AvroWriter out = new AvroWriter(SIZE_ESTIMATE_BYTES);
        out.writeFixed(SingleObject.head(FINGERPRINT));
        out.writeString(rejection.reason().name());
        Position position = rejection.position();
        out.writeString(position.topic());
        out.writeLong(position.partition());
        out.writeLong(position.offset());
        out.writeLong(position.timestamp());
        out.writeLong(rejection.upload().isPresent() ? 1 : 0);
        rejection.upload().ifPresent(upload -> SegmentCodec.write(upload, out));
        out.writeLong(rejection.ordinal().isPresent() ? 1 : 0);
        rejection.ordinal().ifPresent(out::writeLong);
        out.writeString(rejection.expected());
        out.writeString(rejection.found());
        return out.bytes();
    }

    /**
     * The rejection that a message tells of.
     *
     * @throws MessageException UNKNOWN_SCHEMA where it begins otherwise or names a reason of a
     *     newer release, MALFORMED where the record breaks a rule
     */
    public static Rejection decode(byte[] message) throws MessageException {
        AvroReader in = SingleObject.body(message, SCHEMA, FINGERPRINT);
        RejectionReason reason = reason(in.readString("reason"));
        Position position =
                new Position(
                        in.readString("topic"),
                        in.readInt("partition"),
                        in.readLong("offset"),
                        in.readLong("timestamp"));
        Optional<UploadId> upload =
                in.isPresent("upload")
                        ? Optional.of(SegmentCodec.readUpload(in))
                        : Optional.empty();
        OptionalLong ordinal =
                in.isPresent("ordinal")
                        ? OptionalLong.of(in.readLong("ordinal"))
                        : OptionalLong.empty();
        String expected = in.readString("expected");
        String found = in.readString("found");
        in.end();
        return new Rejection(reason, position, upload, ordinal, expected, found);
    }

    private static RejectionReason reason(String name) throws MessageException {
        return Arrays.stream(RejectionReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new MessageException(
                                        RejectionReason.UNKNOWN_SCHEMA,
                                        "a reason of this release",
                                        Evidence.text(name)));
    }
}
