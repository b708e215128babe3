package io.reducto.repository.run;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages of any number of runs, bounded by their bytes; those that were not used for longest leave
 * first. Roots are not in it: each reader keeps its own.
 *
 * <p>Pages are known by their reader, so keep readers from commit to commit: a new reader of the
 * same run begins without pages. A cache of 0 bytes keeps nothing, which is what a merge wants.
 *
 * <p>Safe for use by several threads.
 */
public final class PageCache {
    private final long bytesMax;
    private final Map<Key, RunPage> pages = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** An empty cache that keeps up to {@code bytesMax} bytes of pages. */
    public PageCache(long bytesMax) {
        if (bytesMax < 0) {
            throw new IllegalArgumentException(
                    "page cache: expected 0 bytes or more, found " + bytesMax);
        }
        this.bytesMax = bytesMax;
    }

    /** Bytes of the pages that are kept now. */
    public synchronized long bytes() {
        return bytes;
    }

    synchronized @Nullable RunPage get(RunReader run, PageReference page) {
        return pages.get(new Key(run, page));
    }

    synchronized void put(RunReader run, PageReference reference, RunPage page) {
        if (page.length() > bytesMax) {
            return;
        }
        RunPage replaced = pages.put(new Key(run, reference), page);
        bytes += page.length() - (replaced == null ? 0 : replaced.length());
        Iterator<RunPage> oldest = pages.values().iterator();
        while (bytes > bytesMax) {
            bytes -= oldest.next().length();
            oldest.remove();
        }
    }

    /** Readers are told apart by identity. */
    private record Key(RunReader run, PageReference page) {}
}
