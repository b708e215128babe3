package io.reducto.repository.run;

import io.reducto.codec.LittleEndian;
import io.reducto.codec.envelope.GrowableBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one run: takes entries in ascending order of their keys and hands finished pages to a
 * {@link PageSink}. The twin of {@link RunReader}.
 *
 * <pre>{@code
 * RunWriter writer = new RunWriter(RunKind.INDEX, sink);
 * while (…) writer.add(key, value);
 * RunSummary run = writer.finish();
 * }</pre>
 *
 * <p>Holds one open page per level. The same entries and the same answers of the sink give the same
 * bytes. A writer that failed once refuses all further calls. Use by one thread.
 */
public final class RunWriter {
    private final RunKind kind;
    private final RunLayout layout;
    private final PageSink sink;
    private final List<PageBuilder> levels = new ArrayList<>();
    private final GrowableBytes page = new GrowableBytes(0);
    private Slice first = Slice.EMPTY;
    private byte[] last = new byte[RunFormat.KEY_BYTES_MAX];
    private int lastLength;
    private long entries;
    private boolean isUsable = true;

    /** A writer of a run with pages of 64 KiB. */
    public RunWriter(RunKind kind, PageSink sink) {
        this(kind, sink, RunLayout.DEFAULT);
    }

    /** A writer of a run with pages of a chosen size. */
    public RunWriter(RunKind kind, PageSink sink, RunLayout layout) {
        this.kind = kind;
        this.sink = sink;
        this.layout = layout;
        levels.add(new PageBuilder(kind, 0));
    }

    /** What the run maps to what. */
    public RunKind kind() {
        return kind;
    }

    /** Number of entries that were added. */
    public long entries() {
        return entries;
    }

    /**
     * Adds an entry, which is copied.
     *
     * @param key above that of the entry before; 1 byte to 8 KiB, or the width of the kind
     * @param value up to 16 KiB, or the width of the kind
     * @throws IllegalArgumentException when the key is not above the one before, or a length is not
     *     allowed
     * @throws IOException from the sink
     */
    public void add(Slice key, Slice value) throws IOException {
        checkUsable();
        isUsable = false;
        checkLength("key", key.length(), kind.keyWidth(), RunFormat.KEY_BYTES_MAX);
        checkLength("value", value.length(), kind.valueWidth(0), RunFormat.VALUE_BYTES_MAX);
        checkOrder(key);
        add(0, key, value);
        System.arraycopy(key.array(), key.offset(), last, 0, key.length());
        lastLength = key.length();
        entries++;
        isUsable = true;
    }

    /**
     * Writes what is open, the root last.
     *
     * @throws IllegalStateException when there is no entry, or the packs do not fit into a root
     * @throws IOException from the sink
     */
    public RunSummary finish() throws IOException {
        checkUsable();
        isUsable = false;
        if (entries == 0) {
            throw new IllegalStateException(kind + ": expected an entry or more, found none");
        }
        for (int level = 0; level < levels.size() - 1; level++) {
            close(level);
        }
        PageReference root = writeRoot();
        return new RunSummary(
                kind,
                entries,
                first,
                Slice.of(new Slice(last, 0, lastLength).toBytes()),
                root,
                levels.size());
    }

    private void add(int level, Slice key, Slice value) throws IOException {
        if (level == levels.size()) {
            levels.add(new PageBuilder(kind, level));
        }
        PageBuilder open = levels.get(level);
        if (!open.hasRoomFor(key, value, layout.pageBytes())) {
            close(level);
        }
        open.add(key, value);
    }

    /** Writes the open page of a level and names it in the level above. */
    private void close(int level) throws IOException {
        PageBuilder open = levels.get(level);
        open.writeTo(page);
        PageReference reference = sink.add(page.array(), page.length());
        Slice key = open.firstKey();
        open.clear();
        add(level + 1, key, value(reference));
    }

    private PageReference writeRoot() throws IOException {
        List<byte[]> packs = sink.packs();
        for (byte[] pack : packs) {
            checkLength("stripe", pack.length, 0, RunFormat.STRIPE_BYTES_MAX);
        }
        levels.get(levels.size() - 1).writeRootTo(page, entries, packs);
        if (page.length() > RunFormat.PAGE_BYTES_MAX) {
            throw new IllegalStateException(
                    "%s: %d packs: expected a root of 4 MiB or less, found %d bytes"
                            .formatted(kind, packs.size(), page.length()));
        }
        PageReference root = sink.add(page.array(), page.length());
        if (root.pack() != packs.size()) {
            throw new IllegalStateException(
                    "%s: the sink listed %d packs and put the root into pack %d"
                            .formatted(kind, packs.size(), root.pack()));
        }
        return root;
    }

    private void checkOrder(Slice key) {
        if (entries == 0) {
            first = Slice.of(key.toBytes());
            return;
        }
        Slice before = new Slice(last, 0, lastLength);
        if (before.compareTo(key) >= 0) {
            throw new IllegalArgumentException(
                    "%s: entry %d: expected a key above %s, found %s"
                            .formatted(kind, entries, before, key));
        }
    }

    private void checkLength(String what, int length, int width, int max) {
        boolean fits = width == 0 ? length <= max : length == width;
        if (!fits || (length == 0 && !what.equals("value"))) {
            throw new IllegalArgumentException(
                    "%s: entry %d: expected a %s of %s bytes, found %d"
                            .formatted(
                                    kind,
                                    entries,
                                    what,
                                    width == 0 ? "up to " + max : Integer.toString(width),
                                    length));
        }
    }

    private void checkUsable() {
        if (!isUsable) {
            throw new IllegalStateException(kind + ": the writer has failed or is finished");
        }
    }

    private static Slice value(PageReference reference) {
        byte[] bytes = new byte[PageReference.BYTES];
        LittleEndian.putI32(bytes, 0, reference.pack());
        LittleEndian.putI32(bytes, Integer.BYTES, reference.entry());
        return Slice.of(bytes);
    }
}
