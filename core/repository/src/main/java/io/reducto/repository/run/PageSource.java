package io.reducto.repository.run;

import java.io.IOException;

/**
 * Fetches pages out of packs. The twin of {@link PageSink}.
 *
 * <p>Safe for use by as many threads as use the readers that ask it.
 */
public interface PageSource {
    /**
     * The bytes of a page, which have the digest that is the entry's id and are never changed.
     *
     * @param page where it is in its run
     * @param stripe what the root page says of the pack, as it came from {@link PageSink#packs};
     *     for the pack of the root itself what was said to {@link RunReader#open}
     * @throws io.reducto.codec.DataException when what is stored has another digest, or there is no
     *     such entry of the kind of run pages: references come from pages that a hostile writer may
     *     have written, and so does {@code stripe}
     * @throws IOException when it cannot be had
     */
    byte[] read(PageReference page, byte[] stripe) throws IOException;
}
