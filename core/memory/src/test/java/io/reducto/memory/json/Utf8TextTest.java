package io.reducto.memory.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seed.Extension.class)
class Utf8TextTest {
    static final List<byte[]> BROKEN =
            List.of(
                    bytes(0x80),
                    bytes(0xc0, 0x80),
                    bytes(0xc1, 0xbf),
                    bytes(0xc3),
                    bytes(0xe0, 0x80, 0xaf),
                    bytes(0xed, 0xa0, 0x80),
                    bytes(0xed, 0xbf, 0xbf),
                    bytes(0xed, 0xa0, 0xbd, 0xed, 0xb0, 0x98),
                    bytes(0xe2, 0x82),
                    bytes(0xf0, 0x80, 0x80, 0x80),
                    bytes(0xf0, 0x9f, 0x90),
                    bytes(0xf4, 0x90, 0x80, 0x80),
                    bytes(0xf8, 0x88, 0x80, 0x80, 0x80),
                    bytes(0xff));

    @Test
    void brokenBytesAreFoundAndWhatIsAroundIsText() {
        for (byte[] broken : BROKEN) {
            byte[] all = join("\u00e4\ud83d\udc18{", broken, "}\u20ac");
            Utf8Text text = new Utf8Text().fill(all, 0, all.length);
            String chars = new String(text.chars(), 0, text.length());
            assertThat(chars).startsWith("\u00e4\ud83d\udc18{").endsWith("}\u20ac");
            int from = 3;
            int to = text.length() - 2;
            assertThat(text.isValid(0, from)).isTrue();
            assertThat(text.isValid(from, to)).isFalse();
            assertThat(text.isValid(to, text.length())).isTrue();
            assertThat(text.byteLength(0, from)).isEqualTo(6);
            assertThat(text.byteLength(from, to)).isEqualTo(1 + broken.length);
            assertThat(text.byteLength(0, text.length())).isEqualTo(all.length);
        }
    }

    @Test
    void agreesWithTheStrictDecoder(Seed seed) {
        int[] drawn = {'a', '{', 0x80, 0xbf, 0xc3, 0xa4, 0xe2, 0x82, 0xed, 0xa0, 0xf0, 0x9f, 0x90};
        Utf8Text text = new Utf8Text();
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[seed.between(0, 9)];
            for (int b = 0; b < bytes.length; b++) {
                bytes[b] = (byte) drawn[seed.between(0, drawn.length)];
            }
            text.fill(bytes, 0, bytes.length);
            assertThat(text.byteLength(0, text.length())).isEqualTo(bytes.length);
            assertThat(text.isValid(0, text.length())).isEqualTo(isStrict(bytes));
            if (isStrict(bytes)) {
                assertThat(new String(text.chars(), 0, text.length()))
                        .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean isStrict(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static byte[] join(String before, byte[] bytes, String behind) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(bytes);
        all.writeBytes(behind.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    private static byte[] bytes(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return all;
    }
}
