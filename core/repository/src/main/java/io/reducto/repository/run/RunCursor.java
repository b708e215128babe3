package io.reducto.repository.run;

import java.io.IOException;

/**
 * Walks entries in ascending order of their keys, reading pages as it comes to them.
 *
 * <pre>{@code
 * while (cursor.next()) { … cursor.key() … cursor.value() … }
 * }</pre>
 *
 * <p>Slices stay valid when the cursor moves on. Holds no more than one page per level of each run,
 * and nothing that must be closed. Use by one thread.
 */
public interface RunCursor {
    /**
     * Moves to the first entry, or the next one.
     *
     * @return whether there is one; once it is false it stays so
     * @throws io.reducto.codec.DataException when a page breaks a rule
     * @throws IOException from the page source
     */
    boolean next() throws IOException;

    /** The key of the entry that {@link #next} moved to. */
    Slice key();

    /** The value of the entry that {@link #next} moved to. */
    Slice value();
}
