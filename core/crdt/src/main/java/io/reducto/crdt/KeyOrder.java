package io.reducto.crdt;

import java.util.Comparator;

/** Keys: which are allowed, and their order by code points, which is that of their UTF-8 bytes. */
public enum KeyOrder implements Comparator<String> {
    /** The one order. */
    BY_CODE_POINT;

    /** The longest key, in bytes of UTF-8. */
    public static final int KEY_BYTES_MAX = 1 << 16;

    /** Whether {@code text} can be a key: not empty, not too long, and without lone surrogates. */
    public static boolean isKey(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length() && bytes <= KEY_BYTES_MAX; ) {
            int point = text.codePointAt(i);
            if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
                return false;
            }
            bytes += utf8Length(point);
            i += Character.charCount(point);
        }
        return bytes >= 1 && bytes <= KEY_BYTES_MAX;
    }

    /** Answers {@code key}, and refuses what would not survive UTF-8. */
    static String check(String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException(
                    "key: expected 1 to %d bytes of UTF-8 without a lone surrogate, found %d characters"
                            .formatted(KEY_BYTES_MAX, key.length()));
        }
        return key;
    }

    private static int utf8Length(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? 3 : 4;
    }

    @Override
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean beyondX = Character.isSurrogate(x);
                boolean beyondY = Character.isSurrogate(y);
                return beyondX == beyondY ? Character.compare(x, y) : beyondX ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
