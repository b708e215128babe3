package io.reducto.memory.secret;

import io.reducto.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Texts with a secret of each kind, drawn from a seed. Everything is put together here, so that no
 * source file holds what looks like a live secret.
 */
final class MadeUpSecrets {
    static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final String DIGITS = "0123456789";
    static final String ALNUM = UPPER + "abcdefghijklmnopqrstuvwxyz" + DIGITS;
    static final String WORD = ALNUM + "_-";
    static final String BASE64 = ALNUM + "+/";
    static final String HEX = "0123456789abcdef";
    static final String BASE32 = UPPER + "234567";

    /** A text, and which part of it is to be found. */
    record Sample(String before, String secret, String after) {
        String text() {
            return before + secret + after;
        }
    }

    private MadeUpSecrets() {}

    /** By the name of the detector; several of one name are numbered behind a {@code #}. */
    static Map<String, Function<Seed, Sample>> all() {
        Map<String, Function<Seed, Sample>> all = new LinkedHashMap<>();
        for (String prefix : new String[] {"AKIA", "ASIA"}) {
            all.put("aws-access-key-id#" + prefix, s -> plain(prefix + draw(s, BASE32, 16)));
        }
        for (String prefix : new String[] {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}) {
            all.put("github-token#" + prefix, s -> plain(prefix + gitHub(s)));
        }
        all.put(
                "github-fine-grained-token",
                s -> plain("github" + "_pat_" + draw(s, ALNUM, 22) + '_' + draw(s, ALNUM, 59)));
        for (String prefix : new String[] {"glpat-", "gldt-", "glrt-", "glptt-", "glagent-"}) {
            all.put("gitlab-token#" + prefix, s -> plain(prefix + draw(s, WORD, 19) + "7"));
        }
        all.put(
                "gitlab-token#routable",
                s -> plain("glpat-" + draw(s, WORD, 27) + ".01." + draw(s, HEX, 9)));
        for (String prefix : new String[] {"xoxb-", "xoxp-", "xoxe.xoxp-1-", "xapp-1-"}) {
            all.put("slack-token#" + prefix, s -> plain(prefix + slackToken(s)));
        }
        all.put(
                "slack-webhook",
                s ->
                        new Sample(
                                "curl https://",
                                "hooks.slack" + ".com/services/" + hook(s),
                                " -d x"));
        all.put("google-api-key", s -> plain("AI" + "za" + draw(s, WORD, 34) + "x"));
        all.put("google-client-secret", s -> plain("GOC" + "SPX-" + draw(s, WORD, 27) + "x"));
        all.put("stripe-live-key#sk", s -> plain("sk" + "_live_" + draw(s, ALNUM, 23) + "1"));
        all.put("stripe-live-key#rk", s -> plain("rk" + "_live_" + draw(s, ALNUM, 98) + "1"));
        all.put("npm-token", s -> plain("np" + "m_" + gitHub(s)));
        all.put("pypi-token", s -> plain("py" + "pi-AgEIcHlwaS5vcmc" + draw(s, WORD, 150) + "x"));
        all.put("anthropic-key", s -> plain("sk-" + "ant-api03-" + draw(s, WORD, 92) + "1AA"));
        all.put("openai-key#proj", s -> plain("sk-" + "proj-" + draw(s, WORD, 155) + "1"));
        all.put("openai-key#svc", s -> plain("sk-" + "svcacct-" + draw(s, WORD, 155) + "1"));
        all.put("sk-key", s -> plain("sk" + "-" + draw(s, ALNUM, 47) + "1"));
        all.put("hugging-face-token", s -> plain("h" + "f_" + draw(s, ALNUM, 34)));
        all.put("json-web-token", s -> plain(jsonWebToken(s)));
        addBlocks(all);
        addInContext(all);
        return all;
    }

    static Function<Seed, Sample> of(String kind) {
        return Objects.requireNonNull(all().get(kind), kind);
    }

    private static void addBlocks(Map<String, Function<Seed, Sample>> all) {
        for (String label : new String[] {"", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "}) {
            all.put("private-key#" + label, s -> plain(block(s, label + "PRIVATE KEY", "\n")));
        }
        all.put("private-key#escaped", s -> plain(block(s, "RSA PRIVATE KEY", "\\n")));
        all.put("private-key#crlf", s -> plain(block(s, "RSA PRIVATE KEY", "\r\n")));
        all.put("private-key#pgp", s -> plain(block(s, "PGP PRIVATE KEY BLOCK", "\n")));
    }

    private static void addInContext(Map<String, Function<Seed, Sample>> all) {
        all.put(
                "aws-secret-access-key",
                s ->
                        new Sample(
                                "id " + "AKIA" + draw(s, BASE32, 16) + ", secret ",
                                draw(s, BASE64, 36) + "aB3+",
                                "\n"));
        all.put(
                "url-password",
                s -> new Sample("see postgres://app:", draw(s, ALNUM, 12), "@db.local:5432/app"));
        all.put("azure-key#storage", s -> plain("Account" + "Key=" + draw(s, BASE64, 86) + "=="));
        all.put(
                "azure-key#policy",
                s -> plain("SharedAccess" + "Key=" + draw(s, BASE64, 43) + "="));
        all.put("twilio-key", s -> plain("S" + "K" + draw(s, HEX, 32)));
        all.put(
                "sendgrid-key",
                s -> plain("S" + "G." + draw(s, WORD, 22) + '.' + draw(s, WORD, 42) + "x"));
        for (String kind : new String[] {"dop", "doo", "dor"}) {
            all.put("digitalocean-token#" + kind, s -> plain(kind + "_v1_" + draw(s, HEX, 64)));
        }
        all.put(
                "bearer-token",
                s -> new Sample("-H 'Authorization: Bearer ", draw(s, ALNUM, 40) + "4x", "'"));
        all.put("basic-credentials", s -> new Sample("authorization: basic ", basic(s), "\n"));
        assignments().forEach((text, at) -> all.put("assignment#" + text, at));
    }

    /** By the text with {@code @} for the value. */
    private static Map<String, Function<Seed, Sample>> assignments() {
        Map<String, Function<Seed, Sample>> all = new LinkedHashMap<>();
        String[] texts = {
            "password=@",
            "DB_PASSWORD = \"@\"",
            "export API_KEY='@'",
            "api-key: @,",
            "\"apiKey\": \"@\"",
            "\\\"client_secret\\\": \\\"@\\\"",
            "?access_token=@&x=1",
            "--password @ -h db",
            "password := `@`",
            "config['passwd'] = '@'",
            "aws_secret_access_key=@",
            "https://api/?api_key=@",
            "The token: @.",
            "secret => '@'",
            "a\\npassword=@\\n"
        };
        for (String text : texts) {
            int at = text.indexOf('@');
            all.put(
                    text,
                    s ->
                            new Sample(
                                    text.substring(0, at),
                                    draw(s, ALNUM, 10) + "q7Z" + draw(s, ALNUM, 11),
                                    text.substring(at + 1)));
        }
        return all;
    }

    private static Sample plain(String secret) {
        return new Sample("note: the ", secret, ", as said");
    }

    private static String gitHub(Seed seed) {
        String checked = draw(seed, ALNUM, 30);
        return checked + GitHubChecksum.of(checked);
    }

    private static String slackToken(Seed seed) {
        return draw(seed, DIGITS, 12) + '-' + draw(seed, DIGITS, 12) + '-' + draw(seed, ALNUM, 24);
    }

    private static String hook(Seed seed) {
        return "T"
                + draw(seed, UPPER, 9)
                + "/B"
                + draw(seed, UPPER, 9)
                + '/'
                + draw(seed, ALNUM, 24);
    }

    private static String basic(Seed seed) {
        return base64("admin:" + draw(seed, ALNUM, 12));
    }

    static String jsonWebToken(Seed seed) {
        String header = base64Url("{\"typ\":\"JWT\",\"alg\":\"HS256\"}");
        String claims = base64Url("{\"sub\":\"" + draw(seed, DIGITS, 10) + "\"}");
        return header + '.' + claims + '.' + draw(seed, WORD, 43);
    }

    static String block(Seed seed, String label, String newline) {
        StringBuilder block = new StringBuilder("-----" + "BEGIN " + label + "-----" + newline);
        for (int i = 0; i < 5; i++) {
            block.append(draw(seed, BASE64, 64)).append(newline);
        }
        block.append(draw(seed, BASE64, 10)).append("==").append(newline);
        return block + "-----" + "END " + label + "-----";
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64Url(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without stand-ins: no sign is in it six times in a row, nor a rising row of eight. */
    static String draw(Seed seed, String alphabet, int length) {
        StringBuilder drawn = new StringBuilder(length);
        do {
            drawn.setLength(0);
            for (int i = 0; i < length; i++) {
                drawn.append(alphabet.charAt(seed.between(0, alphabet.length())));
            }
        } while (Randomness.isStandIn(drawn));
        return drawn.toString();
    }
}
