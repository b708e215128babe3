package io.reducto.repository.run;

import io.reducto.codec.LittleEndian;

/** The commit number in a value: 0 as long as it is not known. */
final class CommitField {
    private CommitField() {}

    /** The value with {@code commit} at {@code offset}, unless a number stands there. */
    static Slice stamp(Slice value, int offset, long commit) {
        if (LittleEndian.i64(value.array(), value.offset() + offset) != 0) {
            return value;
        }
        byte[] stamped = value.toBytes();
        LittleEndian.putI64(stamped, offset, commit);
        return Slice.of(stamped);
    }
}
