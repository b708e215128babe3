package io.reducto.repository.run;

import java.io.IOException;
import java.util.List;

/**
 * Takes the pages of one run and puts them into packs, as entries of kind {@code
 * PackFormat.KIND_RUN_PAGE}. The twin of {@link PageSource}.
 *
 * <p>Packs of the run are numbered from 0 in the order in which they were begun. A pack may hold
 * other entries as well. Used by one thread at a time.
 */
public interface PageSink {
    /**
     * Stores a page.
     *
     * @param page holds it in {@code [0, length)}; overwritten after the call
     * @return where it is
     * @throws IOException when the world refuses; the run is lost
     */
    PageReference add(byte[] page, int length) throws IOException;

    /**
     * What a reader needs to find each finished pack of the run, 1 byte to 4 KiB each, in order.
     * Called once, before the root is added, which then goes into the next pack: the one whose
     * ordinal is the size of this list.
     */
    List<byte[]> packs() throws IOException;
}
