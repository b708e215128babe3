package io.reducto.memory.secret;

import java.util.List;

/**
 * Passwords of URLs: {@code scheme://user:secret@host}. The place is that of the password.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1">RFC 3986, section 3.2.1</a>
 */
final class UrlPassword implements Detector {
    private static final int CHARS_MIN = 4;

    @Override
    public String name() {
        return "url-password";
    }

    @Override
    public List<String> anchors() {
        return List.of("://");
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        int end = scan.runEnd(CharClass.AUTHORITY, from);
        int colon = -1;
        int sign = -1;
        for (int i = from; i < end; i++) {
            if (scan.at(i) == ':' && colon < 0) {
                colon = i;
            } else if (scan.at(i) == '@') {
                sign = i;
            }
        }
        if (colon > 0 && sign - colon > CHARS_MIN) {
            String user = scan.text(from, colon);
            String password = scan.text(colon + 1, sign);
            if (!password.equals(user) && !SecretValue.isGap(password)) {
                scan.add(this, colon + 1, sign);
            }
        }
    }
}
