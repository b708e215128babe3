package io.reducto.operators.chunk;

import io.reducto.schemas.segment.UploadId;

/**
 * The key of the chunker's state: data set, object and version, with 00 between them, which none of
 * them may contain. A format: it stands in every checkpoint.
 */
public final class VersionKey {
    private static final char BETWEEN = 0;
    private static final int PARTS = 3;

    private VersionKey() {}

    /** The key of the version that an upload is of. */
    public static String of(UploadId upload) {
        return upload.dataSet() + BETWEEN + upload.object() + BETWEEN + upload.version();
    }

    /** An upload of the version that {@code key} names. */
    static UploadId upload(String key, String upload) {
        String[] parts = key.split(String.valueOf(BETWEEN), PARTS);
        return new UploadId(parts[0], parts[1], parts[2], upload);
    }
}
