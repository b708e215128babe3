package io.reducto.crdt;

/**
 * Layout of the canonical bytes, version 1; {@code docs/format/crdt.md} is its page.
 *
 * <pre>
 * State := magic[4] kind:u8 version:u8 Replicas Content
 * </pre>
 */
final class StateFormatV1 {
    static final byte[] MAGIC = {'R', 'D', 'C', 'S'};
    static final int VERSION = 1;

    static final int HEADER_BYTES = MAGIC.length + 2;

    static final int VALUE = 1;
    static final int TOMBSTONE = 0;

    /** What is encoded, by its letter. */
    enum Kind {
        VECTOR('V', "version vector"),
        DOTS('D', "dot set"),
        REGISTER('R', "register"),
        MAP('M', "observed-remove map");

        final byte letter;
        final String text;

        Kind(char letter, String text) {
            this.letter = (byte) letter;
            this.text = text;
        }
    }

    private StateFormatV1() {}
}
