package io.reducto.schemas.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The head of Avro's single-object encoding: a marker, and the CRC-64-AVRO of the writer's schema
 * in canonical form, little-endian.
 */
final class SingleObject {
    static final int HEAD_BYTES = 10;

    private static final byte[] MARKER = {(byte) 0xc3, 1};

    private SingleObject() {}

    static byte[] head(long fingerprint) {
        return ByteBuffer.allocate(HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER)
                .putLong(fingerprint)
                .array();
    }

    /** The body of {@code message}, which must be of the schema {@code name}. */
    static AvroReader body(byte[] message, String name, long fingerprint) throws MessageException {
        byte[] head = head(fingerprint);
        if (message.length < MARKER.length || message[0] != MARKER[0] || message[1] != MARKER[1]) {
            throw new MessageException(
                    RejectionReason.UNKNOWN_SCHEMA,
                    "headers reducto-*, or Avro single-object encoding (c3 01, fingerprint)",
                    "no such header, " + Evidence.firstBytes(message));
        }
        if (message.length < HEAD_BYTES) {
            throw MessageException.malformed(
                    "a marker and a fingerprint of %d bytes".formatted(HEAD_BYTES),
                    Evidence.firstBytes(message));
        }
        long found = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER.length);
        if (found != fingerprint) {
            throw new MessageException(
                    RejectionReason.UNKNOWN_SCHEMA,
                    "fingerprint %016x of %s".formatted(fingerprint, name),
                    "%016x".formatted(found));
        }
        return new AvroReader(message, head.length);
    }
}
