package io.reducto.memory.secret;

import java.util.Locale;
import java.util.Set;

/** What the name of a field or variable says of its value. */
enum SecretName {
    /** Nothing. */
    OTHER,
    /** Chosen by a person: short, and not very random. */
    PASSWORD,
    /** Made by a machine. */
    KEY;

    private static final int CHARS_MAX = 128;

    private static final String[] PASSWORDS = {"password", "passwd", "passphrase"};
    private static final String[] PASSWORD_ENDINGS = {"pwd", "_pass", "-pass", ".pass"};
    private static final String[] KEYS = {
        "secret",
        "apikey",
        "accesskey",
        "accountkey",
        "privatekey",
        "authkey",
        "encryptionkey",
        "signingkey"
    };
    private static final String[] KEY_ENDINGS = {"token", "credential", "credentials", "_auth"};

    /** Endings of names whose value is something about the secret. */
    private static final Set<String> ABOUT =
            Set.of(
                    "hash",
                    "id",
                    "ids",
                    "name",
                    "names",
                    "file",
                    "path",
                    "dir",
                    "url",
                    "uri",
                    "length",
                    "len",
                    "count",
                    "type",
                    "kind",
                    "policy",
                    "field",
                    "prompt",
                    "reset",
                    "expiry",
                    "expires",
                    "ttl",
                    "version",
                    "arn",
                    "ref",
                    "label",
                    "size",
                    "limit",
                    "min",
                    "max",
                    "manager",
                    "env",
                    "variable",
                    "store",
                    "provider",
                    "prefix",
                    "format",
                    "at",
                    "date",
                    "time");

    static SecretName of(CharSequence name) {
        if (name.length() == 0 || name.length() > CHARS_MAX) {
            return OTHER;
        }
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9') {
            end--;
        }
        SecretName found = ofLower(name.subSequence(0, end).toString().toLowerCase(Locale.ROOT));
        boolean isAbout =
                ABOUT.contains(lastWord(name, end)) && !name.toString().equals("secret_id");
        return isAbout ? OTHER : found;
    }

    /** The last of the words that signs or capitals set apart, in small letters. */
    private static String lastWord(CharSequence name, int end) {
        int start = end;
        while (start > 0 && CharClass.ALNUM.has(name.charAt(start - 1))) {
            start--;
            boolean isCapital = Character.isUpperCase(name.charAt(start));
            if (isCapital && start > 0 && Character.isLowerCase(name.charAt(start - 1))) {
                break;
            }
        }
        return name.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
    }

    private static SecretName ofLower(String lower) {
        String letters = lower.replace("_", "").replace("-", "").replace(".", "");
        if (letters.equals("pass") || endsWithAny(lower, PASSWORD_ENDINGS)) {
            return PASSWORD;
        }
        if (letters.equals("auth") || endsWithAny(lower, KEY_ENDINGS)) {
            return KEY;
        }
        if (containsAny(letters, PASSWORDS)) {
            return PASSWORD;
        }
        return containsAny(letters, KEYS) ? KEY : OTHER;
    }

    private static boolean containsAny(String text, String[] words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWithAny(String text, String[] words) {
        for (String word : words) {
            if (text.endsWith(word)) {
                return true;
            }
        }
        return false;
    }
}
