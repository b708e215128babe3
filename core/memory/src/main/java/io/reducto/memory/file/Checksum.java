package io.reducto.memory.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The end of a line of ours: the CRC-32C of all bytes before it. */
final class Checksum {
    private static final byte[] FIELD = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}}".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 8;
    private static final int BYTES = FIELD.length + DIGITS + END.length;

    private Checksum() {}

    /** The end of a line that begins with {@code length} bytes from {@code from}. */
    static byte[] endOf(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        String hex = HexFormat.of().toHexDigits((int) crc.getValue());
        byte[] end = Arrays.copyOf(FIELD, BYTES);
        System.arraycopy(hex.getBytes(StandardCharsets.US_ASCII), 0, end, FIELD.length, DIGITS);
        System.arraycopy(END, 0, end, FIELD.length + DIGITS, END.length);
        return end;
    }

    /** Whether {@code file[from, to)} ends in its checksum. */
    static boolean isRight(byte[] file, int from, int to) {
        int length = to - from - BYTES;
        return length >= 0
                && Arrays.equals(file, to - BYTES, to, endOf(file, from, length), 0, BYTES);
    }
}
