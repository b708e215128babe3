package io.reducto.repository.format;

import io.reducto.codec.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding over {@code bytes[position, end)}, in which every claimed length and count
 * is checked against the bytes that are left before anything is allocated. Avro's own decoder
 * allocates what a hostile file claims.
 *
 * <p>Stricter than Avro where one value has several encodings: an array is one block, without a
 * byte size. Maps and floating point do not occur in our schemas. For one thread.
 */
public final class BoundedDecoder extends Decoder {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** A decoder of {@code length} bytes from {@code offset} on, which must not change. */
    public BoundedDecoder(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Position in the array of the byte that is read next. */
    public int position() {
        return position;
    }

    /** Whether all bytes have been read. */
    public boolean isAtEnd() {
        return position == end;
    }

    /**
     * What to say of bytes that Avro or a type of ours has refused here.
     *
     * @param what was read, with its id
     * @param part of it, with what parts it from the reason; may be empty
     */
    public DataException.Malformed refused(String what, String part, Exception refusal) {
        // Avro answers an unknown symbol or branch with an index out of bounds, and a JVM that has
        // seen many of those leaves their messages out.
        String reason =
                Optional.ofNullable(refusal.getMessage())
                        .orElse("an index, a symbol or a branch that there is not");
        return new DataException.Malformed(what, position, part + reason);
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return bytes[advance(1)] != 0;
    }

    @Override
    public int readInt() throws IOException {
        return checked(readLong(), Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[advance(1)];
            zigzag |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("expected a long of at most 10 bytes, found more");
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, advance(length), length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("expected UTF-8", e);
        }
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws IOException {
        advance(length());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int length = length();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, advance(length), copy, 0, length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws IOException {
        advance(length());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, advance(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        advance(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        // Each element takes a byte at least.
        return checked(readLong(), 0, end - position, "a count of elements that are there");
    }

    @Override
    public long arrayNext() throws IOException {
        return checked(readLong(), 0, 0, "the end of an array");
    }

    @Override
    public long skipArray() {
        throw unused();
    }

    @Override
    public float readFloat() {
        throw unused();
    }

    @Override
    public double readDouble() {
        throw unused();
    }

    @Override
    public long readMapStart() {
        throw unused();
    }

    @Override
    public long mapNext() {
        throw unused();
    }

    @Override
    public long skipMap() {
        throw unused();
    }

    private int length() throws IOException {
        return checked(readLong(), 0, end - position, "a length of bytes that are there");
    }

    private int advance(int count) throws IOException {
        if (count > end - position) {
            throw new EOFException(
                    "expected %d more bytes, found %d".formatted(count, end - position));
        }
        int at = position;
        position += count;
        return at;
    }

    private static int checked(long value, int least, int most, String what) throws IOException {
        if (value < least || value > most) {
            throw new IOException(
                    "expected %s, %d to %d, found %d".formatted(what, least, most, value));
        }
        return (int) value;
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("no schema of a repository has this");
    }
}
