package io.reducto.state.upload;

import io.reducto.codec.chunk.ChunkScan;
import io.reducto.codec.digest.Blake3;
import io.reducto.schemas.segment.Declaration;
import io.reducto.schemas.segment.Position;
import io.reducto.schemas.segment.Received;

/**
 * An upload that has begun and not ended: everything of a fixed size. What grows (tail, recipe) is
 * beside it in the {@link UploadStore}.
 *
 * <p>Saved by {@link OpenUploadSerializer}; {@code docs/format/ingest-state.md} is its page. For
 * one thread.
 */
public final class OpenUpload {
    private static final long NO_TIMER = Long.MAX_VALUE;

    /** As its publisher calls it. */
    public final String upload;

    /** Message of its first segment. */
    public final Position first;

    /** Epoch in which it began: last checkpoint id seen then, + 1. */
    public final long firstEpoch;

    /** Of the unfinished chunk and of the object so far. */
    public final ChunkScan scan;

    /** Digest of the object so far. */
    public final Blake3 digest;

    /** What the publisher has said of the object. */
    public Declaration declared = Declaration.NONE;

    /** Message of its last segment. */
    public Position last;

    /** Ordinal of the segment that comes next. */
    public long nextOrdinal;

    /** Bytes of the object so far, the unfinished chunk among them. */
    public long length;

    /** Bytes of the unfinished chunk. */
    public int tailBytes;

    /** Chunks of the recipe's open page. */
    public int pageChunks;

    /** Bytes of the object that those stand for. */
    public long pageLength;

    /** Full pages of the recipe that have left. */
    public int pages;

    /** When the last segment came, by the clock of the attempt that took it: ms since 1970 UTC. */
    public long lastSeen;

    /** Event time of the timer that is set, in ms; far away when there is none. */
    public long timer = NO_TIMER;

    /** An upload that begins with {@code received}, of which nothing has been taken yet. */
    public OpenUpload(Received received, long firstEpoch) {
        this(
                received.segment().upload().upload(),
                received.position(),
                firstEpoch,
                new ChunkScan(),
                Blake3.hasher());
    }

    OpenUpload(String upload, Position first, long firstEpoch, ChunkScan scan, Blake3 digest) {
        this.upload = upload;
        this.first = first;
        this.last = first;
        this.firstEpoch = firstEpoch;
        this.scan = scan;
        this.digest = digest;
    }

    /** Whether a timer is set. */
    public boolean hasTimer() {
        return timer != NO_TIMER;
    }

    /** Forgets the timer, which has fired. */
    public void timerFired() {
        timer = NO_TIMER;
    }
}
