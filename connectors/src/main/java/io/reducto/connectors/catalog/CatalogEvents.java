package io.reducto.connectors.catalog;

import io.reducto.schemas.segment.CatalogEvent;
import java.io.IOException;
import java.io.Serializable;

/**
 * Who is told which versions a commit has entered. Nothing is told for certain before {@link
 * #flush} has returned; after a failure it is of no more use, and everything since the last flush
 * is told again, to another one. For one thread.
 */
public interface CatalogEvents extends AutoCloseable {
    /**
     * Takes an event, behind all that it took before of the same object. May wait for room, not for
     * ever.
     *
     * @throws IOException an event could not be told, this one or an earlier one
     */
    void send(CatalogEvent event) throws IOException, InterruptedException;

    /**
     * Returns when all that was sent is durable; does not wait for ever.
     *
     * @throws IOException an event could not be told
     */
    void flush() throws IOException, InterruptedException;

    /** Gives up what is not flushed, without waiting. */
    @Override
    void close();

    /** Opens them where the committer runs. */
    interface Factory extends Serializable {
        /**
         * Makes ready to tell.
         *
         * @throws IOException nobody can be told now
         */
        CatalogEvents open() throws IOException;
    }
}
