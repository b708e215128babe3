package io.reducto.repository.run;

import io.reducto.codec.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of one run in memory, in packs of a few pages each; counts how often each is read. */
final class MemoryPages implements PageSink, PageSource {
    static final byte[] ROOT_STRIPE = stripe(-1);

    private final int pagesPerPack;
    private final Map<PageReference, byte[]> pages = new LinkedHashMap<>();
    private int lastPack;
    private final Map<PageReference, Integer> reads = new HashMap<>();

    MemoryPages() {
        this(7);
    }

    MemoryPages(int pagesPerPack) {
        this.pagesPerPack = pagesPerPack;
    }

    @Override
    public PageReference add(byte[] page, int length) {
        PageReference next =
                new PageReference(pages.size() / pagesPerPack, pages.size() % pagesPerPack);
        lastPack = next.pack();
        pages.put(next, Arrays.copyOf(page, length));
        return next;
    }

    @Override
    public List<byte[]> packs() {
        List<byte[]> packs = new ArrayList<>();
        for (int i = 0; i < pages.size() / pagesPerPack; i++) {
            packs.add(stripe(i));
        }
        return packs;
    }

    @Override
    public byte[] read(PageReference asked, byte[] stripe) {
        boolean isRootPack = Arrays.equals(stripe, ROOT_STRIPE);
        PageReference page = new PageReference(isRootPack ? lastPack : asked.pack(), asked.entry());
        byte @Nullable [] bytes = pages.get(page);
        if (bytes == null) {
            throw new DataException.Malformed("pack " + page.pack(), 0, "no page " + page);
        }
        if (!isRootPack && !Arrays.equals(stripe, stripe(page.pack()))) {
            throw new DataException.Malformed("page " + page, 0, "stripe of another pack");
        }
        reads.merge(page, 1, Integer::sum);
        return bytes;
    }

    Map<PageReference, byte[]> pages() {
        return pages;
    }

    /** The bytes of a page themselves: a change is a change of what is stored. */
    byte[] page(PageReference page) {
        return Objects.requireNonNull(pages.get(page));
    }

    int reads() {
        return reads.values().stream().mapToInt(Integer::intValue).sum();
    }

    int readsOfOnePageMax() {
        return reads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    void forgetReads() {
        reads.clear();
    }

    RunReader open(RunSummary run, PageCache cache) throws IOException {
        return RunReader.open(
                new RunRoot(run.kind(), run.root().entry(), ROOT_STRIPE), this, cache);
    }

    /** A run of these entries, and a reader without a cache. */
    static RunReader run(RunKind kind, RunLayout layout, Map<Slice, Slice> entries)
            throws IOException {
        MemoryPages pages = new MemoryPages();
        return pages.open(pages.write(kind, layout, entries), new PageCache(0));
    }

    RunSummary write(RunKind kind, RunLayout layout, Map<Slice, Slice> entries) throws IOException {
        RunWriter writer = new RunWriter(kind, this, layout);
        for (Map.Entry<Slice, Slice> entry : entries.entrySet()) {
            writer.add(entry.getKey(), entry.getValue());
        }
        return writer.finish();
    }

    private static byte[] stripe(int pack) {
        return ("stripe of pack " + pack).getBytes(StandardCharsets.US_ASCII);
    }
}
