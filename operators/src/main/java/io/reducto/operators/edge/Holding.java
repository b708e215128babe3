package io.reducto.operators.edge;

/** Who holds a chunk when it is asked for. */
public enum Holding {
    /** Nobody: the asker stores it. */
    FRESH(0),
    /** The store, or whoever was answered {@link #FRESH} before. */
    IN_STORE(1),
    /** An attached reference corpus. */
    IN_CORPUS(2);

    /** As it stands on the edge. */
    final int code;

    Holding(int code) {
        this.code = code;
    }

    static Holding of(int code) {
        return switch (code) {
            case 0 -> FRESH;
            case 1 -> IN_STORE;
            case 2 -> IN_CORPUS;
            default ->
                    throw new IllegalArgumentException("holding: expected 0 to 2, found " + code);
        };
    }
}
