package io.reducto.repository.run;

import java.util.Arrays;
import java.util.Optional;

/**
 * The keys from one on up to another.
 *
 * @param from the least key
 * @param to the first key behind the range; without it the range has no end
 */
public record KeyRange(Slice from, Optional<Slice> to) {
    /** Every key. */
    public static final KeyRange ALL = from(Slice.EMPTY);

    /** The keys that are not below {@code from}. */
    public static KeyRange from(Slice from) {
        return new KeyRange(from, Optional.empty());
    }

    /** The keys that are not below {@code from} but below {@code to}. */
    public static KeyRange between(Slice from, Slice to) {
        return new KeyRange(from, Optional.of(to));
    }

    /** The keys that begin with {@code prefix}. */
    public static KeyRange prefix(Slice prefix) {
        byte[] next = prefix.toBytes();
        int last = next.length - 1;
        while (last >= 0 && next[last] == (byte) 0xff) {
            last--;
        }
        if (last < 0) {
            return from(prefix);
        }
        next[last]++;
        return between(prefix, Slice.of(Arrays.copyOf(next, last + 1)));
    }

    /** Whether {@code key} lies behind this range. */
    boolean isPassedBy(Slice key) {
        return to.isPresent() && to.get().compareTo(key) <= 0;
    }
}
