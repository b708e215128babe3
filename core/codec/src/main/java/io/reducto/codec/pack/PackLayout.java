package io.reducto.codec.pack;

import io.reducto.codec.envelope.EnvelopeFormat;

/**
 * How large a writer makes packs and blocks. Readers do not need to know.
 *
 * @param targetBytes a pack is full when its file would be about this long
 * @param blockBytes raw bytes of a block; a chunk larger than this is a block of its own
 */
public record PackLayout(int targetBytes, int blockBytes) {
    /** Packs of 32 MiB with blocks of 512 KiB. */
    public static final PackLayout DEFAULT = new PackLayout(32 << 20, 512 << 10);

    /** Refuses sizes that the format cannot hold. */
    public PackLayout {
        if (targetBytes < 1 || targetBytes > EnvelopeFormat.FILE_BYTES_MAX / 4) {
            throw new IllegalArgumentException(
                    "pack target: expected 1 byte to 256 MiB, found " + targetBytes);
        }
        if (blockBytes < 1 || blockBytes > PackFormat.BLOCK_RAW_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "block size: expected 1 byte to 4 MiB, found " + blockBytes);
        }
    }
}
