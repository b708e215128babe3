package io.reducto.memory.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Signed or encrypted JSON web tokens: three or five parts in base64url with dots between, of which
 * the first is a JSON object that names an algorithm.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-3.1">RFC 7515, section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-3.1">RFC 7516, section 3.1</a>
 */
final class JsonWebToken implements Detector {
    private static final int HEADER_CHARS_MAX = 4096;
    private static final int PARTS_MIN = 3;
    private static final int PARTS_MAX = 5;

    @Override
    public String name() {
        return "json-web-token";
    }

    /** An opening brace and a quote, in base64. */
    @Override
    public List<String> anchors() {
        return List.of("eyJ");
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        if (!scan.opens(at)) {
            return;
        }
        int headerEnd = scan.runEnd(CharClass.WORD, at);
        if (scan.at(headerEnd) == '.'
                && headerEnd - at <= HEADER_CHARS_MAX
                && scan.isFirstLook(this, headerEnd)) {
            inspectParts(scan, at, headerEnd);
        }
    }

    private void inspectParts(Scan scan, int at, int headerEnd) {
        int parts = 1;
        int end = headerEnd;
        while (parts < PARTS_MAX && scan.at(end) == '.') {
            int next = scan.runEnd(CharClass.WORD, end + 1);
            if (next == end + 1 && parts != 1) {
                break;
            }
            parts++;
            end = next;
        }
        if (parts >= PARTS_MIN && namesAlgorithm(scan.text(at, headerEnd))) {
            scan.add(this, at, end);
        }
    }

    private static boolean namesAlgorithm(String header) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(header);
            return new String(decoded, StandardCharsets.UTF_8).contains("\"alg\"");
        } catch (IllegalArgumentException e) {
            return false; // not base64url
        }
    }
}
