package io.reducto.memory.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        byte[] end = Arrays.copyOf(FIELD, BYTES);
        int crc = crc(bytes, from, length);
        for (int i = 0; i < DIGITS; i++) {
            end[FIELD.length + i] = digit(crc, i);
        }
        System.arraycopy(END, 0, end, FIELD.length + DIGITS, END.length);
        return end;
    }

    /** Whether {@code file[from, to)} ends in its checksum. */
    static boolean isRight(byte[] file, int from, int to) {
        int length = to - from - BYTES;
        int digitsFrom = to - BYTES + FIELD.length;
        if (length < 0
                || !Arrays.equals(file, to - BYTES, digitsFrom, FIELD, 0, FIELD.length)
                || !Arrays.equals(file, digitsFrom + DIGITS, to, END, 0, END.length)) {
            return false;
        }
        int crc = crc(file, from, length);
        boolean isRight = true;
        for (int i = 0; i < DIGITS; i++) {
            isRight &= file[digitsFrom + i] == digit(crc, i);
        }
        return isRight;
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Hex digit {@code i} from the left. */
    private static byte digit(int crc, int i) {
        int nibble = crc >>> (4 * (DIGITS - 1 - i)) & 0xf;
        return (byte) (nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
    }
}
