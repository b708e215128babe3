package io.reducto.memory.secret;

import io.reducto.codec.digest.Blake3;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What names a secret without telling it. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(CharSequence secret) {
        byte[] bytes = secret.toString().getBytes(StandardCharsets.UTF_8);
        byte[] digest = Blake3.hash(bytes, 0, bytes.length);
        return HexFormat.of().formatHex(digest, 0, Finding.FINGERPRINT_DIGITS / 2);
    }

    /** Whether {@code text[from, from + 16)} is one, as far as form goes. */
    static boolean isAt(CharSequence text, int from) {
        if (from + Finding.FINGERPRINT_DIGITS > text.length()) {
            return false;
        }
        for (int i = from; i < from + Finding.FINGERPRINT_DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
