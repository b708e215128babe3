package io.reducto.integration.crdt;

import java.util.Locale;

/**
 * What one replica does.
 *
 * @param at the replica
 * @param other whom it merges from, or under which number a state is saved; of {@link Kind#MERGE},
 *     {@link Kind#DELTA}, {@link Kind#SAVE} and {@link Kind#LOAD}
 * @param key of {@link Kind#PUT} and {@link Kind#REMOVE}
 * @param value of {@link Kind#PUT}
 */
record Step(Kind kind, int at, int other, String key, String value) {
    /** What can be done. */
    enum Kind {
        /** Sets a key. */
        PUT,
        /** Removes a key, visible or not. */
        REMOVE,
        /** Takes in another replica's whole state. */
        MERGE,
        /** Takes in what another replica has more. */
        DELTA,
        /** Puts the state aside. */
        SAVE,
        /** Takes in a state that was put aside: late, out of order, again. */
        LOAD
    }

    static Step put(int at, String key, String value) {
        return new Step(Kind.PUT, at, -1, key, value);
    }

    static Step remove(int at, String key) {
        return new Step(Kind.REMOVE, at, -1, key, "");
    }

    static Step of(Kind kind, int at, int other) {
        return new Step(kind, at, other, "", "");
    }

    /** An array of JSON; keys and values are plain. */
    String json() {
        String rest =
                switch (kind) {
                    case PUT -> "\"%s\",\"%s\"".formatted(key, value);
                    case REMOVE -> "\"%s\"".formatted(key);
                    case MERGE, DELTA, SAVE, LOAD -> Integer.toString(other);
                };
        return "[\"%s\",%d,%s]".formatted(kind.name().toLowerCase(Locale.ROOT), at, rest);
    }
}
