package io.reducto.crdt;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One immutable write of a key: a value, or a tombstone where the key was removed.
 *
 * <p>{@link #seen} is its causal context: of this key, the dots that the writer knew. It decides
 * what the write replaces; the time only decides between writes that did not know of each other.
 */
public final class Write implements Comparable<Write> {
    /** The largest value, in bytes. */
    public static final int VALUE_BYTES_MAX = 1 << 28;

    /** Of two writes that did not know of each other, the greater is shown. */
    static final Comparator<Write> BY_TIME =
            (a, b) -> {
                int byTime = a.time.compareTo(b.time);
                int order = byTime != 0 ? byTime : a.dot.compareTo(b.dot);
                return order != 0 ? order : a.compareTo(b);
            };

    private final String key;
    private final Dot dot;
    private final HybridTime time;
    private final VersionVector seen;
    private final byte @Nullable [] value;

    private Write(
            String key, Dot dot, HybridTime time, VersionVector seen, byte @Nullable [] value) {
        if (seen.covers(dot)) {
            throw new IllegalArgumentException(
                    "write %s of key \"%s\": expected a context without its own dot, found %s"
                            .formatted(dot, key, seen));
        }
        if (value != null && value.length > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "write %s: expected a value of at most %d bytes, found %d"
                            .formatted(dot, VALUE_BYTES_MAX, value.length));
        }
        this.key = KeyOrder.check(key);
        this.dot = dot;
        this.time = time;
        this.seen = seen;
        this.value = value;
    }

    /** A write that sets {@code key} to {@code value}. */
    public static Write ofValue(
            String key, Dot dot, HybridTime time, VersionVector seen, byte[] value) {
        return new Write(key, dot, time, seen, value.clone());
    }

    /** A write that removes what {@code seen} covers of {@code key}. */
    public static Write tombstone(String key, Dot dot, HybridTime time, VersionVector seen) {
        return new Write(key, dot, time, seen, null);
    }

    /** The key that is written. */
    public String key() {
        return key;
    }

    /** Which event it is. */
    public Dot dot() {
        return dot;
    }

    /** When it was, by the writer's clock. */
    public HybridTime time() {
        return time;
    }

    /** Of this key, the dots that the writer knew. */
    public VersionVector seen() {
        return seen;
    }

    /** Whether it removes. */
    public boolean isTombstone() {
        return value == null;
    }

    /** A copy of the value; empty for a tombstone. */
    public Optional<byte[]> value() {
        return value == null ? Optional.empty() : Optional.of(value.clone());
    }

    /** Appends the value; nothing for a tombstone. */
    public void writeValue(ByteArrayOutputStream out) {
        out.writeBytes(valueBytes());
    }

    /** The value itself, not to be changed; without a byte for a tombstone. */
    byte[] valueBytes() {
        return value == null ? new byte[0] : value;
    }

    /** This context with this write: what a writer has seen who knows it. */
    VersionVector context() {
        return seen.with(dot);
    }

    /**
     * Whether this write replaces {@code other}: its writer had seen it, and all that {@code other}
     * had seen. A strict partial order whatever the writes are; {@code docs/format/crdt.md} says
     * why both halves are asked for.
     */
    public boolean dominates(Write other) {
        return seen.covers(other.dot) && seen.covers(other.seen) && key.equals(other.key);
    }

    /**
     * The canonical order: by key and dot, then by all that could differ if a dot is used twice.
     */
    @Override
    public int compareTo(Write other) {
        if (this == other) {
            return 0;
        }
        int order = KeyOrder.BY_CODE_POINT.compare(key, other.key);
        order = order != 0 ? order : dot.compareTo(other.dot);
        order = order != 0 ? order : time.compareTo(other.time);
        order = order != 0 ? order : Boolean.compare(value != null, other.value != null);
        order = order != 0 ? order : Arrays.compareUnsigned(valueBytes(), other.valueBytes());
        return order != 0 ? order : seen.compareTo(other.seen);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Write that && compareTo(that) == 0);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + dot.hashCode();
    }

    @Override
    public String toString() {
        return "%s of \"%s\" at %s after %s: %s"
                .formatted(
                        dot, key, time, seen, value == null ? "removed" : value.length + " bytes");
    }
}
