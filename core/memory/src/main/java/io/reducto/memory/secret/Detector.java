package io.reducto.memory.secret;

import java.util.List;

/** Recognises secrets of one kind where one of its anchors stands. */
interface Detector {
    /** Its name in findings, masks and allow-lists: lower case and hyphens. */
    String name();

    /** Texts that each of its secrets contains or follows; not empty. */
    List<String> anchors();

    /** Whether {@link #anchors} stand for their other cases as well. */
    default boolean ignoresCase() {
        return false;
    }

    /**
     * Adds what it recognises to {@code scan}. The work of all calls on one text stays in
     * proportion to its length.
     *
     * @param at where the anchor begins
     * @param from where it ends
     */
    void inspect(Scan scan, int at, int from);
}
