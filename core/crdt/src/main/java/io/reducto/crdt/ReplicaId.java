package io.reducto.crdt;

/**
 * The name of a replica: 1 to 64 of {@code a-z 0-9 . _ -}, ordered as text.
 *
 * <p>Two replicas must never share one; where they do, {@link Equivocation} tells of it.
 */
public record ReplicaId(String text) implements Comparable<ReplicaId> {
    static final int LENGTH_MAX = 64;

    /** Refuses what is not a replica's name. */
    public ReplicaId {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "replica id: expected 1 to 64 of a-z 0-9 . _ -, found \"%s\"".formatted(text));
        }
    }

    static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof ReplicaId that && text.equals(that.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(ReplicaId other) {
        return this == other ? 0 : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
