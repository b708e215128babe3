package io.reducto.schemas.segment;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Messages of the topic {@code catalog}: single-object encoding of {@code
 * io.reducto.schemas.stream.CatalogEvent}. {@code docs/format/catalog-events.md} is the page.
 */
public final class CatalogEventCodec {
    /** CRC-64-AVRO of the schema, version 1. */
    public static final long FINGERPRINT = 0x5e39b352e08dd540L;

    private static final String SCHEMA = "io.reducto.schemas.stream.CatalogEvent";

    private static final int SIZE_ESTIMATE_BYTES = 256;
    private static final int ID_BYTES = 16;
    private static final int DIGEST_BYTES = 32;

    private CatalogEventCodec() {}

    /** The key of the message: the same for all versions of an object, as that of its segments. */
    public static byte[] key(CatalogEvent event) {
        return (event.dataSet() + '\0' + event.object()).getBytes(StandardCharsets.UTF_8);
    }

    /** The value of the message. */
    public static byte[] encode(CatalogEvent event) {
        AvroWriter out = new AvroWriter(SIZE_ESTIMATE_BYTES);
        out.writeFixed(SingleObject.head(FINGERPRINT));
        CatalogEvent.Commit commit = event.commit();
        writeHex(commit.repository(), out);
        out.writeLong(commit.number());
        out.writeLong(commit.time());
        writeHex(commit.lineage(), out);
        out.writeLong(commit.checkpoint());
        out.writeString(event.dataSet());
        out.writeString(event.object());
        out.writeString(event.version());
        out.writeLong(event.length());
        writeHex(event.root(), out);
        writeHex(event.recipe(), out);
        out.writeLong(event.origin().isPresent() ? 1 : 0);
        event.origin()
                .ifPresent(
                        last -> {
                            out.writeLong(last.partition());
                            out.writeLong(last.offset());
                        });
        return out.bytes();
    }

    /**
     * The event that a value tells of.
     *
     * @throws MessageException UNKNOWN_SCHEMA where it begins otherwise, MALFORMED where the record
     *     breaks a rule
     */
    public static CatalogEvent decode(byte[] message) throws MessageException {
        AvroReader in = SingleObject.body(message, SCHEMA, FINGERPRINT);
        try {
            CatalogEvent event =
                    new CatalogEvent(
                            readCommit(in),
                            in.readString("dataSet"),
                            in.readString("object"),
                            in.readString("version"),
                            in.readLong("length"),
                            readHex("root", DIGEST_BYTES, in),
                            readHex("recipe", DIGEST_BYTES, in),
                            readOrigin(in));
            in.end();
            return event;
        } catch (IllegalArgumentException e) {
            throw MessageException.malformed(
                    "a version that a commit can have entered", String.valueOf(e.getMessage()));
        }
    }

    private static CatalogEvent.Commit readCommit(AvroReader in) throws MessageException {
        return new CatalogEvent.Commit(
                readHex("repository", ID_BYTES, in),
                in.readLong("commit"),
                in.readLong("time"),
                readHex("lineage", ID_BYTES, in),
                in.readLong("checkpoint"));
    }

    private static Optional<CatalogEvent.LastMessage> readOrigin(AvroReader in)
            throws MessageException {
        return in.isPresent("origin")
                ? Optional.of(
                        new CatalogEvent.LastMessage(
                                in.readInt("partition"), in.readLong("offset")))
                : Optional.empty();
    }

    private static void writeHex(String digits, AvroWriter out) {
        out.writeFixed(HexFormat.of().parseHex(digits));
    }

    private static String readHex(String what, int bytes, AvroReader in) throws MessageException {
        return HexFormat.of().formatHex(in.readFixed(what, bytes));
    }
}
