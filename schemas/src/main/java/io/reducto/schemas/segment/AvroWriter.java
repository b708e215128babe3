package io.reducto.schemas.segment;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The other direction of {@link AvroReader}. */
final class AvroWriter {
    private final ByteArrayOutputStream out;

    /** Reserves as much at once. */
    AvroWriter(int sizeEstimate) {
        this.out = new ByteArrayOutputStream(sizeEstimate);
    }

    void writeLong(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7fL) != 0) {
            out.write((int) ((zigzag & 0x7f) | 0x80));
            zigzag >>>= 7;
        }
        out.write((int) zigzag);
    }

    void writeBoolean(boolean value) {
        out.write(value ? 1 : 0);
    }

    void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void writeBytes(byte[] value) {
        writeLong(value.length);
        writeFixed(value);
    }

    void writeFixed(byte[] value) {
        out.write(value, 0, value.length);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
