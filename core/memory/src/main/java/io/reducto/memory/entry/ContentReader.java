package io.reducto.memory.entry;

import io.reducto.memory.json.CanonicalScan;
import io.reducto.memory.json.SortedBytes;
import java.util.OptionalLong;

/**
 * Reads of values what decides where they are shown, without making entries of them. Keeps its
 * buffers. Not for several threads.
 */
public final class ContentReader {
    private final CanonicalScan scan = new CanonicalScan();
    private final SortedBytes sorted = new SortedBytes();

    /**
     * What is said of a value.
     *
     * @param digest as of {@link Entry#content}
     * @param userTimeMillis as of {@link Entry#userTimeMillis}
     */
    public record Content(ContentDigest digest, OptionalLong userTimeMillis) {}

    /**
     * What {@code value} is, which {@link Entry#value} has answered, here or elsewhere.
     *
     * @throws IllegalArgumentException where it is not canonical text of an entry
     */
    public Content read(byte[] value) {
        if (isKnown(value) && sorted.fill(scan, Entry.IDENTITY)) {
            ContentDigest digest = ContentDigest.of(sorted.bytes(), sorted.length());
            return new Content(digest, UserTime.of(scan));
        }
        Entry entry = Entry.ofValue(value);
        return new Content(entry.content(), entry.userTimeMillis());
    }

    private boolean isKnown(byte[] value) {
        return value.length <= Entry.BYTES_MAX
                && scan.scan(value, 0, value.length)
                && scan.field(Entry.RESERVED).isEmpty();
    }

    ContentDigest digest(Entry entry) {
        byte[] value = entry.value();
        return scan.scan(value, 0, value.length) && sorted.fill(scan, Entry.IDENTITY)
                ? ContentDigest.of(sorted.bytes(), sorted.length())
                : ContentDigest.of(entry.object().sorted(Entry.IDENTITY));
    }
}
