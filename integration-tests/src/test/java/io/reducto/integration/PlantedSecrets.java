package io.reducto.integration;

import io.reducto.testkit.Seed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Secrets drawn from a seed, and the search for what is left of them. They are put together here,
 * so that no source file holds what looks like a live one. Not safe for use by several threads.
 */
final class PlantedSecrets {
    private static final String DIGITS = "0123456789";
    private static final String HEX = DIGITS + "abcdef";

    /** Without those of {@code example}, {@code xxxx} and other words that stand for a gap. */
    private static final String UPPER = "BCDFGHJKLMNPQRSTVWYZ";

    private static final String ALNUM = UPPER + "bcdfghjklmnpqrstvwyz" + DIGITS;
    private static final String WORD = ALNUM + "_-";
    private static final String BASE64 = ALNUM + "+/";

    private static final int BEGIN_BYTES = Long.BYTES;

    private final Seed seed;
    private final Map<Long, List<Trace>> tracesByBegin = new HashMap<>();

    PlantedSecrets(Seed seed) {
        this.seed = seed;
    }

    private record Trace(String name, byte[] bytes) {
        boolean isAt(byte[] text, int from) {
            int to = from + bytes.length;
            return to <= text.length && Arrays.equals(bytes, 0, bytes.length, text, from, to);
        }
    }

    /**
     * A text with a secret in it.
     *
     * @param fixed what all secrets of its kind begin with
     * @param drawn what is looked for
     */
    private record Sample(String before, String fixed, String drawn, String after) {
        String text() {
            return before + fixed + drawn + after;
        }
    }

    /** Detectors of which {@link #plant} knows a secret. */
    static List<String> kinds() {
        return List.of(
                "aws-access-key-id",
                "github-fine-grained-token",
                "gitlab-token",
                "slack-token",
                "google-api-key",
                "stripe-live-key",
                "anthropic-key",
                "hugging-face-token",
                "json-web-token",
                "private-key",
                "url-password",
                "bearer-token",
                "basic-credentials",
                "azure-key",
                "twilio-key",
                "assignment");
    }

    /** A text with a new secret of {@code kind}, known as {@code name} from now on. */
    String plant(String name, String kind) {
        Sample sample = sample(kind);
        add(name, sample.drawn, sample.fixed + sample.drawn);
        return sample.text();
    }

    /** A new password without characters that a URL takes for its own. */
    String password(String name) {
        String password = draw(ALNUM, 24) + "q7Z";
        add(name, password, password);
        return password;
    }

    /** {@code text}, of eight characters or more, gives the secret {@code name} away too. */
    void alias(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long begin = 0;
        for (int i = 0; i < BEGIN_BYTES; i++) {
            begin = (begin << Byte.SIZE) | (bytes[i] & 0xff);
        }
        tracesByBegin.computeIfAbsent(begin, key -> new ArrayList<>()).add(new Trace(name, bytes));
    }

    /** Either half of what was drawn is a find: a mask that covers a part is none. */
    private void add(String name, String drawn, String whole) {
        int half = drawn.length() / 2;
        alias(name, drawn.substring(0, half));
        alias(name, drawn.substring(half));
        alias(name, URLEncoder.encode(drawn, StandardCharsets.UTF_8));
        alias(name, escaped(drawn));
        for (String before : List.of("", "1", "12")) {
            String coded = base64(before + drawn);
            alias(name, coded.substring(4, coded.length() - 4));
        }
        alias(name, base64(whole));
    }

    /** The names of the secrets of which {@code bytes} hold something. */
    Set<String> in(byte[] bytes) {
        Set<String> found = new TreeSet<>();
        long begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            begin = (begin << Byte.SIZE) | (bytes[i] & 0xff);
            int from = i + 1 - BEGIN_BYTES;
            for (Trace trace : tracesByBegin.getOrDefault(begin, List.of())) {
                if (from >= 0 && trace.isAt(bytes, from)) {
                    found.add(trace.name);
                }
            }
        }
        return found;
    }

    /** The names of all that were planted. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        tracesByBegin.values().forEach(all -> all.forEach(trace -> names.add(trace.name)));
        return names;
    }

    /** JSON that says {@code text} with escapes only. */
    static String escaped(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    private Sample sample(String kind) {
        return switch (kind) {
            case "aws-access-key-id" -> plain("AK" + "IA", draw(UPPER + "234567", 16));
            case "github-fine-grained-token" ->
                    plain("github" + "_pat_" + draw(ALNUM, 22) + '_', draw(ALNUM, 59));
            case "gitlab-token" -> plain("gl" + "pat-", draw(WORD, 19) + "7");
            case "slack-token" ->
                    plain("xo" + "xb-" + draw(DIGITS, 12) + '-' + draw(DIGITS, 12) + '-', alnum());
            case "google-api-key" -> plain("AI" + "za", draw(WORD, 34) + "x");
            case "stripe-live-key" -> plain("sk" + "_live_", draw(ALNUM, 23) + "1");
            case "anthropic-key" -> plain("sk-" + "ant-api03-", draw(WORD, 92) + "1AA");
            case "hugging-face-token" -> plain("h" + "f_", draw(ALNUM, 34));
            case "json-web-token" ->
                    plain(base64("{\"alg\":\"HS256\"}").replace("=", "") + ".e30.", draw(WORD, 43));
            case "private-key" -> privateKey();
            case "azure-key" -> plain("Account" + "Key=", draw(BASE64, 86) + "==");
            case "twilio-key" -> plain("S" + "K", draw(HEX, 32));
            default -> inContext(kind);
        };
    }

    private Sample inContext(String kind) {
        return switch (kind) {
            case "url-password" -> new Sample("see postgres://app:", "", alnum(), "@db.local/app");
            case "bearer-token" -> new Sample("-H 'Authorization: Bearer ", "", alnum(), "'");
            case "basic-credentials" ->
                    new Sample("authorization: basic ", base64("admin:"), base64(alnum()), " ");
            case "assignment" -> new Sample("api_key=", "", alnum(), ", as said");
            default -> throw new IllegalArgumentException("kind of secret: " + kind);
        };
    }

    private static Sample plain(String fixed, String drawn) {
        return new Sample("note: the ", fixed, drawn, " , as said");
    }

    private Sample privateKey() {
        String begin = "-----" + "BEGIN PRIVATE KEY-----\n" + draw(BASE64, 64) + '\n';
        return new Sample("", begin, draw(BASE64, 64), "\n-----" + "END PRIVATE KEY-----");
    }

    private String alnum() {
        return draw(ALNUM, 24) + "q7Z";
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** No character twice in a row, nor behind the one before it in the alphabet: as in a gap. */
    private String draw(String alphabet, int length) {
        StringBuilder drawn = new StringBuilder(length);
        char last = 0;
        while (drawn.length() < length) {
            char next = alphabet.charAt(seed.between(0, alphabet.length()));
            if (next != last && next != last + 1) {
                drawn.append(next);
                last = next;
            }
        }
        return drawn.toString();
    }
}
