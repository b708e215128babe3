package io.reducto.codec.pack;

import io.reducto.codec.LineageId;
import io.reducto.codec.PackId;

/**
 * A finished pack in memory: a view of its builder's buffer, valid until the builder begins another
 * pack.
 *
 * @param id of the pack and of the stripe that will hold it
 * @param lineage of the writer
 * @param epoch in which it was opened
 * @param root content digest, 32 bytes
 * @param entryCount number of chunks
 * @param trailerBytes how many of the file's last bytes hold its trailer
 * @param file the array that holds the file from its beginning
 * @param length of the file in bytes
 */
public record Pack(
        PackId id,
        LineageId lineage,
        long epoch,
        byte[] root,
        int entryCount,
        int trailerBytes,
        byte[] file,
        int length) {}
