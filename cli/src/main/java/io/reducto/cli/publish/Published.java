package io.reducto.cli.publish;

import io.reducto.schemas.segment.UploadId;

/**
 * An object whose segments are all on the topic. It is stored when an ingest job has committed it.
 *
 * @param upload what it is called
 * @param bytes its length
 * @param segments how many it was cut into
 * @param blake3 its BLAKE3-256, in hexadecimal digits
 * @param sha256 its SHA-256, in hexadecimal digits
 * @param place where its segments are
 */
public record Published(
        UploadId upload, long bytes, long segments, String blake3, String sha256, Place place) {

    /**
     * Where segments are; other objects may stand between them.
     *
     * @param partition of the topic
     * @param firstOffset of the first one
     * @param lastOffset of the last one
     */
    public record Place(int partition, long firstOffset, long lastOffset) {}
}
