package io.reducto.memory.secret;

import java.util.List;

/**
 * Values beside a name that says they are secret: {@code password = …}, {@code "api_key": "…"},
 * {@code --token …}. No public format: {@link SecretName} and {@link SecretValue} weigh both.
 */
final class Assignment implements Detector {
    private static final int NAME_CHARS_MAX = 64;
    private static final int SPACES_MAX = 8;
    private static final int CLOSINGS_MAX = 4;

    private static final String FLAG = "--";
    private static final String QUOTES = "\"'`";

    /** Signs behind an unquoted value that are seldom its own. */
    private static final String TRAILING = ".:!?)]}*";

    /** Signs of an unquoted value that make it an expression. */
    private static final String EXPRESSION = "([{";

    @Override
    public String name() {
        return "assignment";
    }

    @Override
    public List<String> anchors() {
        return List.of("=", ":", FLAG);
    }

    @Override
    public void inspect(Scan scan, int at, int from) {
        if (scan.matches(FLAG, at, false)) {
            inspectFlag(scan, at, from);
            return;
        }
        char next = scan.at(from);
        if (next == scan.at(at) && next == ':') {
            return;
        }
        int nameEnd = nameEnd(scan, at);
        int nameStart = nameStart(scan, nameEnd);
        if (nameStart < nameEnd) {
            inspectValue(scan, name(scan, nameStart, nameEnd), valueStart(scan, from));
        }
    }

    /** {@code --password value}; with {@code =} between, the sign is an anchor of its own. */
    private void inspectFlag(Scan scan, int at, int from) {
        int nameEnd = scan.runEnd(CharClass.DOTTED_WORD, from);
        boolean isFlag = scan.at(at - 1) != '-' && scan.at(nameEnd) == ' ';
        if (isFlag && nameEnd > from && nameEnd - from <= NAME_CHARS_MAX) {
            inspectValue(scan, name(scan, from, nameEnd), valueStart(scan, nameEnd));
        }
    }

    private static SecretName name(Scan scan, int start, int end) {
        return SecretName.of(scan.text(start, end));
    }

    /** Steps back over blanks, a quote, a bracket and their escapes. */
    private static int nameEnd(Scan scan, int separator) {
        int end = separator;
        while (separator - end < SPACES_MAX && scan.at(end - 1) == ' ') {
            end--;
        }
        int blanks = end;
        while (blanks - end < CLOSINGS_MAX && "\"'`]\\".indexOf(scan.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static int nameStart(Scan scan, int end) {
        int start = end;
        while (end - start < NAME_CHARS_MAX && CharClass.DOTTED_WORD.has(scan.at(start - 1))) {
            start--;
        }
        return start;
    }

    /** Steps over {@code ==}, {@code =>} and blanks. */
    private static int valueStart(Scan scan, int from) {
        int start = from;
        while (start - from < 2 && "=>".indexOf(scan.at(start)) >= 0) {
            start++;
        }
        int signs = start;
        while (start - signs < SPACES_MAX && scan.at(start) == ' ') {
            start++;
        }
        return start;
    }

    private void inspectValue(Scan scan, SecretName name, int from) {
        if (name == SecretName.OTHER) {
            return;
        }
        boolean isEscaped = scan.at(from) == '\\';
        int start = isEscaped ? from + 1 : from;
        if (QUOTES.indexOf(scan.at(start)) >= 0) {
            int end = quoteEnd(scan, start + 1, scan.at(start), isEscaped);
            if (end > 0) {
                addIfSecret(scan, name, start + 1, end);
                return;
            }
            start++;
        }
        inspectUnquoted(scan, name, start);
    }

    /** Where the quote closes on its line, at most a value's length away; -1 without. */
    private static int quoteEnd(Scan scan, int from, char quote, boolean isEscaped) {
        int last = Math.min(scan.length(), from + SecretValue.CHARS_MAX);
        for (int i = from; i < last; i++) {
            char c = scan.at(i);
            if (c == quote || (c == '\\' && isEscaped)) {
                return i;
            }
            if (c <= ' ' || c == Scan.NONE) {
                return -1;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    private void inspectUnquoted(Scan scan, SecretName name, int from) {
        if (scan.isMask(from)) {
            return;
        }
        int run = scan.runEnd(CharClass.VALUE, from);
        if (run - from > SecretValue.CHARS_MAX || !scan.isFirstLook(this, run)) {
            return;
        }
        int end = run;
        while (end > from && TRAILING.indexOf(scan.at(end - 1)) >= 0) {
            end--;
        }
        for (int i = from; i < end; i++) {
            if (EXPRESSION.indexOf(scan.at(i)) >= 0) {
                return;
            }
        }
        addIfSecret(scan, name, from, end);
    }

    private void addIfSecret(Scan scan, SecretName name, int start, int end) {
        if (SecretValue.isSecret(name, scan.text(start, end))) {
            scan.add(this, start, end);
        }
    }

    /** Looks at a field that has {@code value} and nothing else. */
    void inspectField(Scan scan, CharSequence fieldName, CharSequence value) {
        SecretName name = SecretName.of(fieldName);
        if (name != SecretName.OTHER && SecretValue.isSecret(name, value.toString())) {
            scan.add(this, 0, value.length());
        }
    }
}
