package io.reducto.schemas.segment;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that was not taken, and why. Told at least once; position and reason identify it.
 *
 * @param reason what rule it broke
 * @param position of the message; of the upload's last one where the upload is given up
 * @param upload whose it is, where that can be told
 * @param ordinal of the segment, where that can be told
 * @param expected what would have been right
 * @param found what was there instead
 */
public record Rejection(
        RejectionReason reason,
        Position position,
        Optional<UploadId> upload,
        OptionalLong ordinal,
        String expected,
        String found) {}
