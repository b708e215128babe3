package io.reducto.operators.chunk;

import io.reducto.state.upload.OpenUpload;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * When an upload is given up: its last segment must be too long ago both in event time and on the
 * clock of the running attempt, so that neither a stopped job nor a stopped topic gives up uploads
 * that could not go on; {@code protocol} 6.3. Pure.
 *
 * @param timeout how long nothing may come
 * @param begun when this attempt began, in ms since 1970 UTC
 */
record OpenTimeout(Duration timeout, long begun) {
    /** The event time at which to look after an upload that has just been taken from. */
    long firstLook(OpenUpload upload) {
        return upload.last.timestamp() + timeout.toMillis();
    }

    /**
     * The event time at which to look again, when the timer of {@code upload} has fired; empty when
     * it is to be given up.
     *
     * @param now clock of this attempt, in ms since 1970 UTC
     * @param watermark event time in ms
     */
    OptionalLong nextLook(OpenUpload upload, long now, long watermark) {
        long due = firstLook(upload);
        if (upload.timer < due) {
            return OptionalLong.of(due);
        }
        long quiet = now - Math.max(upload.lastSeen, begun);
        long left = timeout.toMillis() - quiet;
        return left <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(watermark, upload.timer) + left);
    }
}
