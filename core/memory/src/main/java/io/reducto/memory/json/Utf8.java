package io.reducto.memory.json;

/** The table of RFC 3629, section 4: what bytes are a character beyond ASCII. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes from {@code at} are one; 0 where none is. */
    static int length(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int second = continuation(bytes, at + 1, end);
        if (first < 0xc2 || second < 0) {
            return 0;
        }
        if (first < 0xe0) {
            return 2;
        }
        if (continuation(bytes, at + 2, end) < 0) {
            return 0;
        }
        if (first < 0xf0) {
            boolean isOverlong = first == 0xe0 && second < 0xa0;
            boolean isSurrogate = first == 0xed && second >= 0xa0;
            return isOverlong || isSurrogate ? 0 : 3;
        }
        boolean isOverlong = first == 0xf0 && second < 0x90;
        boolean isBeyond = first > 0xf4 || (first == 0xf4 && second >= 0x90);
        return isOverlong || isBeyond || continuation(bytes, at + 3, end) < 0 ? 0 : 4;
    }

    private static int continuation(byte[] bytes, int at, int end) {
        return at < end && (bytes[at] & 0xc0) == 0x80 ? bytes[at] & 0xff : -1;
    }
}
