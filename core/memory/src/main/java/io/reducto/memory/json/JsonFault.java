package io.reducto.memory.json;

/**
 * Bad data: text that is not an object as we take it. The message names the rule and never quotes
 * the text, because messages are logged and texts may hold secrets.
 */
public final class JsonFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int UNKNOWN = -1;

    private final String reason;
    private final int at;
    private final int end;

    private JsonFault(String reason, int at, int end) {
        super(reason, null, false, false);
        this.reason = reason;
        this.at = at;
        this.end = end;
    }

    /** The text is no JSON from {@code at} on, so that nothing is known of what follows. */
    static JsonFault syntax(String reason, int at) {
        return new JsonFault(reason, at, UNKNOWN);
    }

    /** What ends at {@code end} is JSON and breaks a rule at {@code at}. */
    static JsonFault rule(String reason, int at, int end) {
        return new JsonFault(reason, at, end);
    }

    /** A value that breaks a rule as a whole. */
    public static JsonFault of(String reason) {
        return new JsonFault(reason, 0, UNKNOWN);
    }

    /** The same fault in a text that begins {@code by} characters earlier. */
    JsonFault movedBy(int by) {
        return new JsonFault(reason, at + by, end + by);
    }

    /** The message. */
    public String reason() {
        return reason;
    }

    /** The character at which the rule is broken, counted from the start of what was read. */
    public int at() {
        return at;
    }

    /** Whether the text is JSON, so that it is known where the broken value ends. */
    public boolean hasEnd() {
        return end != UNKNOWN;
    }

    /** The character behind the broken value. */
    public int end() {
        return end;
    }
}
