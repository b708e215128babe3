package io.reducto.repository.run;

import java.io.IOException;
import java.util.List;

/**
 * Writes one run that answers as several neighbours do. Which ones is the business of {@link
 * RunLevels}.
 *
 * <p>Streams: holds one page per level of each input and of the output. Every page of the inputs is
 * read once, so give the readers a cache of 0 bytes. On equal keys the newer run wins.
 */
public final class RunMerge {
    private RunMerge() {}

    /**
     * Merges runs.
     *
     * @param newestFirst the inputs, of the writer's kind
     * @param writer takes the entries and is finished
     * @throws io.reducto.codec.DataException when a page of an input breaks a rule
     * @throws IOException from a source or the sink; the pages written so far are of no use
     */
    public static RunSummary merge(List<StampedRun> newestFirst, RunWriter writer)
            throws IOException {
        RunCursor cursor = new RunSet(writer.kind(), newestFirst).scan(KeyRange.ALL);
        while (cursor.next()) {
            writer.add(cursor.key(), cursor.value());
        }
        return writer.finish();
    }
}
