package io.reducto.memory.git;

import java.util.regex.Pattern;

/** The full name of an object in a Git repository: 40 (SHA-1) or 64 (SHA-256) hex digits. */
public record ObjectId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Refuses what is not a full name. */
    public ObjectId {
        if (!isValid(hex)) {
            throw new IllegalArgumentException(
                    "object id: expected 40 or 64 lower case hex digits, found \"%s\""
                            .formatted(hex));
        }
    }

    static boolean isValid(String hex) {
        return FORM.matcher(hex).matches();
    }

    @Override
    public String toString() {
        return hex;
    }
}
