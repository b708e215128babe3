package io.reducto.memory.json;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JsonObject#sorted} answers, in bytes and from bytes. Kept from one text to the next.
 * Not for several threads.
 */
public final class SortedBytes {
    /** Shows its bytes. */
    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    private final Buffer out = new Buffer();
    private @Nullable CanonicalScan inside;

    /**
     * Takes the sorted form of what {@code scan} has found, without own fields of the names {@code
     * without}. Answers whether that was possible: not where an array holds objects whose names do
     * not ascend.
     */
    public boolean fill(CanonicalScan scan, Set<String> without) {
        out.reset();
        return object(scan, without);
    }

    private boolean object(CanonicalScan scan, Set<String> without) {
        char before = '{';
        for (int i : scan.byName()) {
            if (!isIn(without, scan, i)) {
                out.write(before);
                if (!field(scan, i)) {
                    return false;
                }
                before = ',';
            }
        }
        if (before == '{') {
            out.write('{');
        }
        out.write('}');
        return true;
    }

    private static boolean isIn(Set<String> names, CanonicalScan scan, int i) {
        for (String name : names) {
            if (scan.isNamed(i, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean field(CanonicalScan scan, int i) {
        int from = scan.from(i);
        int to = scan.to(i);
        if (scan.isSorted(i)) {
            out.write(scan.bytes(), from, to - from);
            return true;
        }
        int valueFrom = scan.valueFrom(i);
        out.write(scan.bytes(), from, valueFrom - from);
        return nested(scan.bytes(), valueFrom, to);
    }

    private boolean nested(byte[] bytes, int from, int to) {
        CanonicalScan own = inside == null ? new CanonicalScan() : inside;
        inside = null;
        boolean isDone = own.scan(bytes, from, to) && object(own, Set.of());
        inside = own;
        return isDone;
    }

    /** The bytes, of which {@link #length} count; not to be changed. */
    public byte[] bytes() {
        return out.bytes();
    }

    /** How many bytes. */
    public int length() {
        return out.size();
    }
}
