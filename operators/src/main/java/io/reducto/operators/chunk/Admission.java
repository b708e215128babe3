package io.reducto.operators.chunk;

import io.reducto.schemas.segment.Segment;
import io.reducto.state.upload.OpenUpload;
import io.reducto.state.upload.StandingVersion;
import org.jspecify.annotations.Nullable;

/** What a segment is to the upload that is open; {@code protocol} 6.1. */
enum Admission {
    /** The first one of an upload; none was open. */
    BEGIN,
    /** The first one of an upload that takes the place of the open one. */
    SUPERSEDE,
    /** The one that comes next. */
    CONTINUE,
    /** One that has been taken before. */
    REPEAT,
    /** One after a hole. */
    GAP,
    /** One of an upload that is not open. */
    UNKNOWN;

    /**
     * Judges a segment.
     *
     * @param open the upload that is open for its version, if any
     * @param standing the marker of its version, if that has been completed
     */
    static Admission of(
            Segment segment, @Nullable OpenUpload open, @Nullable StandingVersion standing) {
        String upload = segment.upload().upload();
        if (open != null && open.upload.equals(upload)) {
            return ofOpen(segment.ordinal(), open.nextOrdinal);
        }
        if (standing != null && standing.upload().equals(upload)) {
            return REPEAT;
        }
        if (segment.ordinal() > 0) {
            return UNKNOWN;
        }
        return open == null ? BEGIN : SUPERSEDE;
    }

    private static Admission ofOpen(long ordinal, long next) {
        if (ordinal == next) {
            return CONTINUE;
        }
        return ordinal < next ? REPEAT : GAP;
    }
}
