package io.reducto.crdt;

/**
 * Bad data: bytes that are not the canonical bytes of a state. Each message names what was read,
 * where, what was expected and what was found.
 */
public abstract sealed class StateDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StateDataException(String message) {
        super(message);
    }

    /** The bytes end before the state does. */
    public static final class Truncated extends StateDataException {
        private static final long serialVersionUID = 1L;

        Truncated(String what, long expected, long found) {
            super(
                    "%s: truncated: expected %d bytes or more, found %d"
                            .formatted(what, expected, found));
        }
    }

    /** The bytes are something else. */
    public static final class WrongFormat extends StateDataException {
        private static final long serialVersionUID = 1L;

        WrongFormat(String what, String expected, String found) {
            super("%s: wrong format: expected %s, found %s".formatted(what, expected, found));
        }
    }

    /** A newer release wrote the bytes. */
    public static final class FormatTooNew extends StateDataException {
        private static final long serialVersionUID = 1L;

        FormatTooNew(String what, int newest, int found) {
            super(
                    "%s: format too new: this release reads version %d, found %d; read it with a newer release"
                            .formatted(what, newest, found));
        }
    }

    /** The structure breaks a rule of its format. */
    public static final class Malformed extends StateDataException {
        private static final long serialVersionUID = 1L;

        private final long offset;

        Malformed(String what, long offset, String reason) {
            super("%s: malformed at offset %d: %s".formatted(what, offset, reason));
            this.offset = offset;
        }

        /** Position in bytes at which the rule is broken. */
        public long offset() {
            return offset;
        }
    }
}
