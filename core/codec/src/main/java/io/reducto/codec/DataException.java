package io.reducto.codec;

/**
 * Bad data: bytes that came from outside are not what they claim to be. Says nothing about the
 * caller (that is {@link IllegalArgumentException}) nor about the world (that is the object store's
 * own exception).
 *
 * <p>Each message names what was read, where, what was expected and what was found.
 */
public abstract sealed class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DataException(String message) {
        super(message);
    }

    /** The bytes end before the structure does: an interrupted write or a partial copy. */
    public static final class Truncated extends DataException {
        private static final long serialVersionUID = 1L;

        /**
         * @param what the file or structure, with its id where one is known
         * @param expected length in bytes that was needed, or a lower bound of it
         * @param found length in bytes that was there
         */
        public Truncated(String what, long expected, long found) {
            super(
                    "%s: truncated: expected %d bytes or more, found %d"
                            .formatted(what, expected, found));
        }
    }

    /** The bytes are some other kind of file. */
    public static final class WrongFormat extends DataException {
        private static final long serialVersionUID = 1L;

        /** {@code expected} and {@code found} name formats, or show the magic bytes in hex. */
        public WrongFormat(String what, String expected, String found) {
            super("%s: wrong format: expected %s, found %s".formatted(what, expected, found));
        }
    }

    /** The bytes are of the right kind, and a checksum or digest says that they have changed. */
    public static final class Corrupt extends DataException {
        private static final long serialVersionUID = 1L;

        /**
         * {@code expected} and {@code found} are the checksum or digest in hex, and what it covers.
         */
        public Corrupt(String what, String expected, String found) {
            super("%s: corrupt: expected %s, found %s".formatted(what, expected, found));
        }
    }

    /** Written by a newer release in a way that this one cannot read; upgrade the reader. */
    public static final class FormatTooNew extends DataException {
        private static final long serialVersionUID = 1L;

        /** {@code newest} is the newest version (or the feature set) that this reader knows. */
        public FormatTooNew(String what, String newest, String found) {
            super(
                    "%s: format too new: this release reads up to %s, found %s; read it with a newer release"
                            .formatted(what, newest, found));
        }
    }

    /**
     * Written by a release so old that this one no longer reads it; migrate with a release between.
     */
    public static final class FormatTooOld extends DataException {
        private static final long serialVersionUID = 1L;

        /** {@code oldest} is the oldest version that this reader knows. */
        public FormatTooOld(String what, String oldest, String found) {
            super(
                    "%s: format too old: this release reads from %s, found %s; migrate it with an older release"
                            .formatted(what, oldest, found));
        }
    }

    /**
     * Checksums hold, yet the structure breaks a rule of its format: a faulty or hostile writer.
     */
    public static final class Malformed extends DataException {
        private static final long serialVersionUID = 1L;

        private final long offset;

        /**
         * @param offset position in bytes from the start of {@code what} at which the rule is
         *     broken
         * @param reason the rule, with what was expected and found
         */
        public Malformed(String what, long offset, String reason) {
            super("%s: malformed at offset %d: %s".formatted(what, offset, reason));
            this.offset = offset;
        }

        /** Position in bytes at which the rule is broken. */
        public long offset() {
            return offset;
        }
    }
}
