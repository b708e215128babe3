package io.reducto.memory.secret;

/** Sets of ASCII characters that secrets are written in. */
enum CharClass {
    ALNUM("A-Z a-z 0-9", ""),
    UPPER_BASE32("A-Z 2-7", ""),
    HEX("0-9 a-f", ""),
    BASE64("A-Z a-z 0-9", "+/"),
    BASE64_PADDED("A-Z a-z 0-9", "+/="),
    /** Of base64url; of names, too. */
    WORD("A-Z a-z 0-9", "_-"),
    DOTTED_WORD("A-Z a-z 0-9", "_-."),
    /** {@code token68} of RFC 7235, section 2.1. */
    TOKEN68("A-Z a-z 0-9", "-._~+/="),
    /** What an unquoted value goes on with: visible, and no sign that usually follows one. */
    VALUE("!-~", "", "\"'`;,&<>|\\"),
    /** What stands between {@code ://} and the path of a URL. */
    AUTHORITY("!-~", "", "/?#\"'`<>\\");

    private static final int ASCII = 128;

    /** A bit for each character below 64. */
    private final long low;

    /** A bit for each from 64 on. */
    private final long high;

    CharClass(String ranges, String others) {
        this(ranges, others, "");
    }

    /**
     * @param ranges of three characters each, with a blank between
     */
    CharClass(String ranges, String others, String without) {
        long[] bits = new long[2];
        for (int i = 0; i < ranges.length(); i += 4) {
            for (char c = ranges.charAt(i); c <= ranges.charAt(i + 2); c++) {
                bits[c >>> 6] |= 1L << (c & 63);
            }
        }
        others.chars().forEach(c -> bits[c >>> 6] |= 1L << (c & 63));
        without.chars().forEach(c -> bits[c >>> 6] &= ~(1L << (c & 63)));
        this.low = bits[0];
        this.high = bits[1];
    }

    boolean has(char c) {
        return c < ASCII && (((c < 64 ? low : high) >>> (c & 63)) & 1) != 0;
    }
}
