package io.reducto.memory.git;

/** The full name of an object in a Git repository: 40 (SHA-1) or 64 (SHA-256) hex digits. */
public record ObjectId(String hex) {
    private static final int SHA1_DIGITS = 40;
    private static final int SHA256_DIGITS = 64;

    /** Refuses what is not a full name. */
    public ObjectId {
        if (!isValid(hex)) {
            throw new IllegalArgumentException(
                    "object id: expected 40 or 64 lower case hex digits, found \"%s\""
                            .formatted(hex));
        }
    }

    static boolean isValid(String hex) {
        if (hex.length() != SHA1_DIGITS && hex.length() != SHA256_DIGITS) {
            return false;
        }
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    // By hand: what a record has by itself is linked at run time, which a short command feels.

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectId that && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }
}
