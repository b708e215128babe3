package io.reducto.schemas.segment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary encoding of what the stream's schemas have, read from an array. A length is checked
 * against the bytes that are left before anything is allocated; Avro's own decoder allocates what a
 * hostile message claims.
 */
final class AvroReader {
    private final byte[] bytes;
    private int position;

    AvroReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    long readLong(String what) throws MessageException {
        long zigzag = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[advance(what, 1)];
            zigzag |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw MessageException.malformed(what + ": a number of at most 10 bytes", "more");
    }

    int readInt(String what) throws MessageException {
        long value = readLong(what);
        if (value != (int) value) {
            throw MessageException.malformed(what + ": 32 bits", Long.toString(value));
        }
        return (int) value;
    }

    boolean readBoolean(String what) throws MessageException {
        byte value = bytes[advance(what, 1)];
        if (value < 0 || value > 1) {
            throw MessageException.malformed(what + ": 0 or 1", Byte.toString(value));
        }
        return value == 1;
    }

    /** Whether the other branch of a union with null follows. */
    boolean isPresent(String what) throws MessageException {
        long branch = readLong(what);
        if (branch < 0 || branch > 1) {
            throw MessageException.malformed(what + ": branch 0 or 1", Long.toString(branch));
        }
        return branch == 1;
    }

    String readString(String what) throws MessageException {
        int length = length(what);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, advance(what, length), length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MessageException.malformed(what + ": UTF-8", "other bytes");
        }
    }

    byte[] readBytes(String what) throws MessageException {
        return readFixed(what, length(what));
    }

    byte[] readFixed(String what, int length) throws MessageException {
        int from = advance(what, length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    void end() throws MessageException {
        if (position < bytes.length) {
            throw MessageException.malformed(
                    "the end of the record at byte " + position,
                    bytes.length - position + " more bytes");
        }
    }

    private int length(String what) throws MessageException {
        long length = readLong(what);
        if (length < 0 || length > bytes.length - position) {
            throw MessageException.malformed(
                    "%s: a length of 0 to the %d bytes that follow"
                            .formatted(what, bytes.length - position),
                    Long.toString(length));
        }
        return (int) length;
    }

    private int advance(String what, int count) throws MessageException {
        if (count > bytes.length - position) {
            throw MessageException.malformed(
                    "%s: %d more bytes".formatted(what, count),
                    Integer.toString(bytes.length - position));
        }
        int at = position;
        position += count;
        return at;
    }
}
