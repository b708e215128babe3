package io.reducto.schemas.segment;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The Avro form of a segment: single-object encoding of {@code io.reducto.schemas.stream.Segment}.
 *
 * <pre>message := c3 01 fingerprint:u64 record</pre>
 *
 * Written and read by hand, so that the content is copied once and a hostile length allocates
 * nothing; a test compares with Avro's own encoder and decoder. {@code docs/format/segments.md} is
 * the page.
 */
public final class SegmentCodec {
    /** CRC-64-AVRO of the schema, version 1. */
    public static final long FINGERPRINT = 0xfabb78f38a239299L;

    private static final String SCHEMA = "io.reducto.schemas.stream.Segment";

    /** Most bytes of everything but names and content. */
    private static final int FIXED_BYTES = 128;

    private SegmentCodec() {}

    /** The message of a segment. */
    public static byte[] encode(Segment segment) {
        UploadId upload = segment.upload();
        int names =
                upload.dataSet().length()
                        + upload.object().length()
                        + upload.version().length()
                        + upload.upload().length();
        AvroWriter out = new AvroWriter(FIXED_BYTES + names + segment.content().length);
        out.writeFixed(SingleObject.head(FINGERPRINT));
        write(upload, out);
        out.writeLong(segment.ordinal());
        out.writeBoolean(segment.isLast());
        Declaration declared = segment.declared();
        out.writeLong(declared.length().isPresent() ? 1 : 0);
        declared.length().ifPresent(out::writeLong);
        writeDigest(declared.blake3(), out);
        writeDigest(declared.sha256(), out);
        out.writeBytes(segment.content());
        return out.bytes();
    }

    /**
     * The segment of a message.
     *
     * @throws MessageException UNKNOWN_SCHEMA where it begins otherwise, MALFORMED where the record
     *     breaks a rule or does not end with the message
     */
    public static Segment decode(byte[] message) throws MessageException {
        AvroReader in = SingleObject.body(message, SCHEMA, FINGERPRINT);
        UploadId upload = readUpload(in);
        OptionalLong ordinal = OptionalLong.empty();
        try {
            ordinal = OptionalLong.of(readNatural("ordinal", in));
            boolean isLast = in.readBoolean("last");
            Declaration declared = readDeclaration(in);
            byte[] content = in.readBytes("content");
            in.end();
            Evidence.checkContent(content.length);
            return new Segment(upload, ordinal.getAsLong(), isLast, declared, content);
        } catch (MessageException e) {
            throw e.of(upload, ordinal);
        }
    }

    static void write(UploadId upload, AvroWriter out) {
        out.writeString(upload.dataSet());
        out.writeString(upload.object());
        out.writeString(upload.version());
        out.writeString(upload.upload());
    }

    static UploadId readUpload(AvroReader in) throws MessageException {
        String dataSet = in.readString("dataSet");
        String object = in.readString("object");
        String version = in.readString("version");
        String upload = in.readString("upload");
        try {
            return new UploadId(dataSet, object, version, upload);
        } catch (IllegalArgumentException e) {
            throw MessageException.malformed(
                    "names of 1 to %d characters without control characters"
                            .formatted(UploadId.PART_CHARS_MAX),
                    String.valueOf(e.getMessage()));
        }
    }

    private static Declaration readDeclaration(AvroReader in) throws MessageException {
        OptionalLong length =
                in.isPresent("length")
                        ? OptionalLong.of(readNatural("length", in))
                        : OptionalLong.empty();
        Optional<byte[]> blake3 = readDigest("blake3", in);
        return new Declaration(length, blake3, readDigest("sha256", in));
    }

    private static long readNatural(String what, AvroReader in) throws MessageException {
        long value = in.readLong(what);
        if (value < 0) {
            throw MessageException.malformed(what + ": 0 or more", Long.toString(value));
        }
        return value;
    }

    private static Optional<byte[]> readDigest(String what, AvroReader in) throws MessageException {
        return in.isPresent(what)
                ? Optional.of(in.readFixed(what, Declaration.DIGEST_BYTES))
                : Optional.empty();
    }

    private static void writeDigest(Optional<byte[]> digest, AvroWriter out) {
        out.writeLong(digest.isPresent() ? 1 : 0);
        digest.ifPresent(out::writeFixed);
    }
}
