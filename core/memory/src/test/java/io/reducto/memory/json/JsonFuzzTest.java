package io.reducto.memory.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.reducto.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is taken for JSON, against the grammar of RFC 8259 written down once more. */
@ExtendWith(Seed.Extension.class)
class JsonFuzzTest {
    private static final int HOSTILE = 200_000;

    /** Among them characters whose low byte is that of a digit, a quote, a space, a bracket. */
    private static final String SPECIAL =
            "{}[]\":,\\/+-.eE0129uUtfnblrAF \n\r\t\0\u001f\u007f\u00a0\u0730\u0141\u0122\u0120\u015d"
                    + "\u2028\ufeff\uff10\ud83d\udc18";

    private final JsonObjectReader reader = new JsonObjectReader();

    @Test
    void isTakenIfTheGrammarTakesIt(Seed seed) {
        int taken = 0;
        for (int i = 0; i < HOSTILE; i++) {
            RandomJson random = new RandomJson(seed);
            Object fields = random.object(2);
            String text =
                    seed.between(0, 2) == 0 ? random.messy(fields) : RandomJson.canonical(fields);
            String hostile = hostile(text, seed);
            boolean isObject = new Grammar(hostile).isObject();
            try {
                reader.read(hostile);
                taken++;
                assertThat(isObject).as(() -> escaped(hostile)).isTrue();
            } catch (JsonFault fault) {
                /* That a name must not stand twice is our rule, not the grammar's. */
                boolean isOurs = fault.reason().startsWith("a name stands twice");
                assertThat(isObject && !isOurs).as(() -> escaped(hostile)).isFalse();
            }
        }
        assertThat(taken).isBetween(HOSTILE / 20, HOSTILE - HOSTILE / 20);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(c -> escaped.append(c < 0x7f ? (char) c + "" : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    private static String hostile(String text, Seed seed) {
        StringBuilder changed = new StringBuilder(text);
        for (int changes = seed.between(1, 3); changes > 0; changes--) {
            int at = seed.between(0, changed.length() + 1);
            switch (seed.between(0, 3)) {
                case 0 -> changed.insert(at, SPECIAL.charAt(seed.between(0, SPECIAL.length())));
                case 1 -> changed.delete(at, Math.min(changed.length(), at + 1));
                default -> {
                    if (at < changed.length()) {
                        changed.setCharAt(at, SPECIAL.charAt(seed.between(0, SPECIAL.length())));
                    }
                }
            }
        }
        return changed.toString();
    }

    /** RFC 8259, sections 2 to 7. */
    private static final class Grammar {
        private final String text;
        private int at;

        Grammar(String text) {
            this.text = text;
        }

        boolean isObject() {
            white();
            boolean isObject = peek() == '{' && value();
            white();
            return isObject && at == text.length();
        }

        private int peek() {
            return at < text.length() ? text.charAt(at) : -1;
        }

        private boolean take(int c) {
            boolean isNext = peek() == c;
            at += isNext ? 1 : 0;
            return isNext;
        }

        private void white() {
            while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean value() {
            return switch (peek()) {
                case '{' -> members('}');
                case '[' -> members(']');
                case '"' -> string();
                case 't' -> word("true");
                case 'f' -> word("false");
                case 'n' -> word("null");
                default -> number();
            };
        }

        private boolean members(char end) {
            at++;
            white();
            if (take(end)) {
                return true;
            }
            do {
                white();
                if (end == '}') {
                    if (peek() != '"' || !string()) {
                        return false;
                    }
                    white();
                    if (!take(':')) {
                        return false;
                    }
                    white();
                }
                if (!value()) {
                    return false;
                }
                white();
            } while (take(','));
            return take(end);
        }

        private boolean string() {
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return true;
                }
                if (c < 0x20 || (c == '\\' && !escape())) {
                    return false;
                }
            }
            return false;
        }

        private boolean escape() {
            if (take('u')) {
                for (int i = 0; i < 4; i++) {
                    if (peek() < 0 || "0123456789abcdefABCDEF".indexOf(peek()) < 0) {
                        return false;
                    }
                    at++;
                }
                return true;
            }
            boolean isEscape = peek() >= 0 && "\"\\/bfnrt".indexOf(peek()) >= 0;
            at++;
            return isEscape;
        }

        private boolean word(String word) {
            boolean isWord = text.startsWith(word, at);
            at += word.length();
            return isWord;
        }

        private boolean number() {
            take('-');
            boolean isInteger = take('0') || digits();
            if (isInteger && take('.')) {
                isInteger = digits();
            }
            if (isInteger && (take('e') || take('E'))) {
                if (!take('+')) {
                    take('-');
                }
                isInteger = digits();
            }
            return isInteger;
        }

        private boolean digits() {
            int from = at;
            while (peek() >= '0' && peek() <= '9') {
                at++;
            }
            return at > from;
        }
    }
}
