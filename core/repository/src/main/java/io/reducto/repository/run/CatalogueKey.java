package io.reducto.repository.run;

import io.reducto.codec.DataException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of one version of an object, and its form as a key. The order of keys is that of the
 * parts, one after the other, each in the order of its code points.
 *
 * <pre>
 * key  := part(dataSet) part(object) part(version)
 * part := UTF-8, in which 00 is written 00 ff, and 00 01 behind it
 * </pre>
 *
 * @param dataSet the objects that share a policy
 * @param object its name in the data set
 * @param version opaque
 */
public record CatalogueKey(String dataSet, String object, String version) {
    private static final int PARTS = 3;
    private static final int ESCAPE = 0xff;
    private static final int END = 0x01;

    /**
     * This name as a key.
     *
     * @throws IllegalArgumentException when it is longer than 8 KiB, or a part is not Unicode text
     *     (half of a surrogate pair)
     */
    Slice encode() {
        Slice key = prefix(dataSet, object, version);
        if (key.length() > RunFormat.KEY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "object %s: expected a name of 8 KiB or less, found %d bytes"
                            .formatted(this, key.length()));
        }
        return key;
    }

    /** What all keys begin with whose first parts are these. */
    static Slice prefix(String... parts) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (String part : parts) {
            encode(part, key);
        }
        return Slice.of(key.toByteArray());
    }

    /**
     * The name that a key stands for.
     *
     * @throws DataException.Malformed when it is not the key of one
     */
    static CatalogueKey decode(Slice key) {
        List<String> parts = new ArrayList<>(PARTS);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        boolean isAfterZero = false;
        for (byte next : key.toBytes()) {
            if (!isAfterZero) {
                isAfterZero = next == 0;
                if (next != 0) {
                    part.write(next);
                }
                continue;
            }
            isAfterZero = false;
            if (next == END) {
                parts.add(text(key, part.toByteArray()));
                part.reset();
            } else {
                rule((next & 0xff) == ESCAPE, key, "00 before 01 or ff");
                part.write(0);
            }
        }
        boolean isEnded = !isAfterZero && part.size() == 0;
        rule(isEnded && parts.size() == PARTS, key, "three parts that end in 00 01");
        return new CatalogueKey(parts.get(0), parts.get(1), parts.get(2));
    }

    private static void encode(String part, ByteArrayOutputStream key) {
        for (byte next : utf8(part)) {
            key.write(next);
            if (next == 0) {
                key.write(ESCAPE);
            }
        }
        key.write(0);
        key.write(END);
    }

    private static byte[] utf8(String part) {
        try {
            ByteBuffer bytes =
                    StandardCharsets.UTF_8
                            .newEncoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .encode(CharBuffer.wrap(part));
            byte[] utf8 = new byte[bytes.remaining()];
            bytes.get(utf8);
            return utf8;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "expected Unicode text, found half of a surrogate pair in \"%s\""
                            .formatted(part),
                    e);
        }
    }

    private static String text(Slice key, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            DataException malformed = malformed(key, "UTF-8");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private static void rule(boolean holds, Slice key, String expected) {
        if (!holds) {
            throw malformed(key, expected);
        }
    }

    private static DataException malformed(Slice key, String expected) {
        return new DataException.Malformed(
                "catalogue run: key", 0, "expected %s, found %s".formatted(expected, key));
    }
}
