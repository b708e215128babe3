package io.reducto.memory.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of bytes that should be UTF-8. A byte that is not stands as a lone low surrogate,
 * which UTF-8 cannot give: so it is known where the text is broken, and the text around can be
 * read.
 *
 * <p>To be filled again and again. Not for several threads.
 */
public final class Utf8Text {
    private static final char BROKEN = 0xdc00;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private char[] chars = new char[0];
    private int length;
    private int bytes;
    private boolean isValid = true;

    /** Takes the text of {@code bytes[from, to)} in place of what it held. */
    public Utf8Text fill(byte[] source, int from, int to) {
        bytes = to - from;
        if (chars.length < bytes) {
            chars = new char[Math.max(bytes, (int) Math.min(2L * chars.length, 1 << 20))];
        }
        ByteBuffer in = ByteBuffer.wrap(source, from, bytes);
        CharBuffer out = CharBuffer.wrap(chars);
        decoder.reset();
        isValid = true;
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            isValid = false;
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (BROKEN + (in.get() & 0xff)));
            }
            result = decoder.decode(in, out, true);
        }
        length = out.position();
        return this;
    }

    /** The characters, of which {@link #length} count; not to be changed. */
    public char[] chars() {
        return chars;
    }

    /** How many characters. */
    public int length() {
        return length;
    }

    /** Whether {@code [from, to)} was UTF-8; {@code from} does not part a pair of surrogates. */
    public boolean isValid(int from, int to) {
        for (int i = from; i < to && !isValid; i++) {
            if (Character.isHighSurrogate(chars[i])) {
                i++;
            } else if (Character.isLowSurrogate(chars[i])) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes the characters {@code [from, to)} were. */
    public int byteLength(int from, int to) {
        if (bytes == length) {
            return to - from;
        }
        int sum = 0;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (Character.isHighSurrogate(c)) {
                sum += 4;
                i++;
            } else if (c < 0x80 || Character.isLowSurrogate(c)) {
                sum++;
            } else {
                sum += c < 0x800 ? 2 : 3;
            }
        }
        return sum;
    }
}
