package io.reducto.repository.run;

import io.reducto.codec.DataException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds entries of one run. The twin of {@link RunWriter}.
 *
 * <p>Holds the root page, and other pages only in the cache that it is given. A look-up asks the
 * source for at most one page per level below the root.
 *
 * <p>Trusts no page: each must be of the level, and begin with the key, that its parent says, and
 * end before the next key of the parent. Safe for use by several threads if its source is; two that
 * miss the same page at once both read it.
 */
public final class RunReader {
    private final RunRoot where;
    private final PageSource source;
    private final PageCache cache;
    private final RunPage root;

    private RunReader(RunRoot where, PageSource source, PageCache cache) throws IOException {
        this.where = where;
        this.source = source;
        this.cache = cache;
        this.root = read(new PageReference(0, where.entry()), where.stripe());
        checkRoot();
    }

    /**
     * Reads the root of a run.
     *
     * @throws DataException when it is not a root of such a run
     * @throws IOException from the source
     */
    public static RunReader open(RunRoot where, PageSource source, PageCache cache)
            throws IOException {
        return new RunReader(where, source, cache);
    }

    /** What the run maps to what. */
    public RunKind kind() {
        return where.kind();
    }

    /** Number of entries, as the root says. */
    public long entries() {
        return root.runEntries();
    }

    /** Number of pages between the root and a value, both included. */
    public int levels() {
        return root.level() + 1;
    }

    /** What the root says of each pack of the run but its own, in order; new arrays. */
    public List<byte[]> packs() {
        return IntStream.range(0, root.packCount()).mapToObj(root::pack).toList();
    }

    /** The value of {@code key}; reads one page per level at most. */
    public Optional<Slice> find(Slice key) throws IOException {
        RunPage page = root;
        int at = page.floor(key, 0);
        while (at >= 0 && page.level() > 0) {
            page = child(page, at);
            at = page.floor(key, 0);
        }
        boolean isFound = at >= 0 && page.compareKey(at, key) == 0;
        return isFound ? Optional.of(page.value(at)) : Optional.empty();
    }

    /**
     * Looks up many keys; reads each page that is needed once, whatever the cache holds.
     *
     * @param keys in ascending order; the same key may stand there repeatedly
     * @param found called for those that the run holds, in order
     * @throws IllegalArgumentException when keys are not in order
     */
    public void find(List<Slice> keys, FoundValue found) throws IOException {
        checkOrder(keys);
        find(root, new Batch(keys, found), 0, keys.size());
    }

    static void checkOrder(List<Slice> keys) {
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).compareTo(keys.get(i)) > 0) {
                throw new IllegalArgumentException(
                        "key %d: expected ascending keys, found %s after %s"
                                .formatted(i, keys.get(i), keys.get(i - 1)));
            }
        }
    }

    /** The entries of a range, lazily: no page is read before the cursor comes to it. */
    public RunCursor scan(KeyRange range) {
        return new TreeCursor(this, range);
    }

    /** The entry with the least key. */
    public RunEntry first() throws IOException {
        RunPage page = root;
        while (page.level() > 0) {
            page = child(page, 0);
        }
        return new RunEntry(page.key(0), page.value(0));
    }

    /** The entry with the greatest key. */
    public RunEntry last() throws IOException {
        RunPage page = root;
        while (page.level() > 0) {
            page = child(page, page.count() - 1);
        }
        int last = page.count() - 1;
        return new RunEntry(page.key(last), page.value(last));
    }

    @Override
    public String toString() {
        return root.toString();
    }

    RunPage root() {
        return root;
    }

    /** A child of an inner page, from the cache or the source. */
    RunPage child(RunPage parent, int ordinal) throws IOException {
        PageReference reference = parent.child(ordinal);
        RunPage page = cache.get(this, reference);
        if (page == null) {
            page = read(reference, stripe(parent, ordinal, reference));
            cache.put(this, reference, page);
        }
        checkChild(parent, ordinal, page);
        return page;
    }

    private byte[] stripe(RunPage parent, int ordinal, PageReference reference) {
        if (reference.pack() > root.packCount()) {
            throw parent.malformed(
                    ordinal,
                    "expected a pack of 0 to %d, found page %s"
                            .formatted(root.packCount(), reference));
        }
        return reference.pack() == root.packCount() ? where.stripe() : root.pack(reference.pack());
    }

    private RunPage read(PageReference reference, byte[] stripe) throws IOException {
        String what = where.kind() + ", page " + reference;
        return RunPage.read(what, where.kind(), source.read(reference, stripe));
    }

    private void checkRoot() {
        if (!root.isRoot()) {
            throw new DataException.Malformed(
                    root.toString(), RunFormat.FLAGS_OFFSET, "expected a root page, found another");
        }
    }

    private static void checkChild(RunPage parent, int ordinal, RunPage child) {
        if (child.level() != parent.level() - 1 || child.isRoot()) {
            throw parent.malformed(
                    ordinal,
                    "expected a child of level %d, found %s of level %d"
                            .formatted(parent.level() - 1, child, child.level()));
        }
        if (child.compareKey(0, parent.key(ordinal)) != 0) {
            throw parent.malformed(
                    ordinal,
                    "expected a child that begins with %s, found %s with %s"
                            .formatted(parent.key(ordinal), child, child.key(0)));
        }
        boolean isLast = ordinal == parent.count() - 1;
        if (!isLast && child.compareKey(child.count() - 1, parent.key(ordinal + 1)) >= 0) {
            throw parent.malformed(
                    ordinal,
                    "expected a child that ends before %s, found %s with %s"
                            .formatted(
                                    parent.key(ordinal + 1), child, child.key(child.count() - 1)));
        }
    }

    /** What a look-up of many keys carries down the tree. */
    private record Batch(List<Slice> keys, FoundValue found) {}

    /** Answers the keys of ordinals {@code [from, to)}, which lie in {@code page} or nowhere. */
    private void find(RunPage page, Batch batch, int from, int to) throws IOException {
        int at = 0;
        int key = from;
        while (key < to) {
            Slice wanted = batch.keys().get(key);
            int low = at;
            at = Math.max(page.floor(wanted, low), 0);
            if (page.compareKey(at, wanted) > 0) {
                key++;
            } else if (page.level() > 0) {
                int end = endOfChild(page, at, batch, key, to);
                find(child(page, at), batch, key, end);
                key = end;
            } else {
                if (page.compareKey(at, wanted) == 0) {
                    batch.found().accept(key, page.value(at));
                }
                key++;
            }
        }
    }

    /** The first key of {@code [from, to)} that lies behind a child, or {@code to}. */
    private static int endOfChild(RunPage page, int child, Batch batch, int from, int to) {
        if (child == page.count() - 1) {
            return to;
        }
        int end = from;
        while (end < to && page.compareKey(child + 1, batch.keys().get(end)) > 0) {
            end++;
        }
        return end;
    }
}
