package io.reducto.codec.weak;

import io.reducto.codec.ChunkId;
import io.reducto.codec.digest.ChunkHasher;

/**
 * What is known of a span: its weak hash, by which it is found, and its digest, which decides.
 *
 * @param weak its {@link PolynomialHash}
 * @param strong its chunk id
 */
public record HashPair(long weak, ChunkId strong) {
    private static final int LONGS = ChunkId.BYTES / Long.BYTES;

    /** Both hashes of {@code data[offset, offset + length)}. */
    public static HashPair of(ChunkHasher hasher, byte[] data, int offset, int length) {
        return new HashPair(
                PolynomialHash.of(data, offset, length), hasher.id(data, offset, length));
    }

    /**
     * Whether {@code data[offset, offset + length)} is the span of this pair. The digest is
     * computed only where the weak hash, which the caller has from rolling, is the same.
     */
    public boolean matches(
            long rolledWeak, ChunkHasher hasher, byte[] data, int offset, int length) {
        return weak == rolledWeak && isSame(strong, hasher.id(data, offset, length));
    }

    /**
     * Whether two digests are equal, in a time that does not tell where they differ: for digests
     * that are keyed, or that someone else has sent to be compared.
     */
    public static boolean isSame(ChunkId one, ChunkId other) {
        long differences = 0;
        for (int i = 0; i < LONGS; i++) {
            differences |= one.longAt(i) ^ other.longAt(i);
        }
        return differences == 0;
    }
}
