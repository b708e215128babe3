package io.reducto.memory.entry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Writes what {@link EntryReader} reads. */
public final class EntryWriter {
    private static final byte[] FIRST = ascii("[\n");
    private static final byte[] NEXT = ascii(",\n");
    private static final byte[] LAST = ascii("\n]\n");
    private static final byte[] NONE = ascii("[]\n");

    private EntryWriter() {}

    /** An array as clients read it, an entry on each line. */
    public static byte[] array(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return NONE.clone();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] before = FIRST;
        for (Entry entry : entries) {
            out.writeBytes(before);
            entry.writeTo(out);
            before = NEXT;
        }
        out.writeBytes(LAST);
        return out.toByteArray();
    }

    /** An entry on each line, and nothing else. */
    public static byte[] lines(Collection<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            entry.writeTo(out);
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
