package io.reducto.codec.erasure;

import java.util.BitSet;
import java.util.Optional;

/**
 * Computes the parity of a stripe and gives lost shards back.
 *
 * <p>Every operation takes the shards of one stripe by ordinal: {@code shards.length = k + m}, data
 * shards [0, k), parity shards [k, k + m). It works on bytes [offset, offset + length) of each
 * array that it uses and touches no byte outside; byte p of any shard depends only on bytes p of
 * the others, so a degraded read fetches and decodes just the range it needs. Arrays need not be
 * equally long. Offset and length are in bytes; a length of 0 is allowed and does nothing.
 *
 * <p>A code is systematic (the data shards are the data), immutable, and safe for use by several
 * threads as long as no two calls write to the same arrays. It allocates nothing that grows with
 * {@code length}, and keeps neither arrays nor sets.
 *
 * <p><b>Errors.</b> A call that cannot be right is an {@link IllegalArgumentException}: another
 * number of shards, a range outside an array, one array under two ordinals where one of them is
 * written, an ordinal out of range, and also too few shards. The latter is no {@code
 * DataException}: no bytes were judged here, the caller has just counted what is left, and {@link
 * #sources} answers beforehand whether it suffices. A reader that has lost too many shards reports
 * that itself, since it knows which, where and why. When a call throws, nothing was written.
 *
 * <p><b>Trust.</b> A shard that is said to be present is believed. Reconstructing from a corrupt
 * shard gives wrong bytes without complaint: check digests before and after.
 */
public interface ErasureCode {
    /**
     * The code of a geometry: local reconstruction where it has local groups, else Reed-Solomon.
     */
    static ErasureCode of(Geometry geometry) {
        return geometry.localGroups() == 0
                ? ReedSolomon.of(geometry)
                : LocalReconstructionCode.of(geometry);
    }

    /** Numbers of shards of the stripes of this code. */
    Geometry geometry();

    /** Computes the parity shards from the data shards, which stay as they are. */
    void encode(byte[][] shards, int offset, int length);

    /**
     * Changes the parity shards as {@link #encode} would after a change of one data shard. Only
     * {@code delta} and parity shards are looked at, and of these only those that the data shard
     * has a part in; under any other ordinal an empty array will do.
     *
     * @param ordinal of the data shard
     * @param delta old bytes xor new bytes of the data shard in [offset, offset + length); it may
     *     be the data shard itself when this was zeros before
     */
    void update(byte[][] shards, int ordinal, byte[] delta, int offset, int length);

    /**
     * Whether the parity shards are those that {@link #encode} would compute; reads only. Where
     * there is parity, one changed byte in any one shard is noticed; which shard it was is not.
     */
    boolean isParityRight(byte[][] shards, int offset, int length);

    /**
     * Which shards to read in order to reconstruct those {@code wanted}: at most k, and none that
     * the others make superfluous; of several such sets that of low ordinals among {@code
     * available}. Empty when the available ones do not determine the wanted ones, and only then.
     * Wanting nothing needs nothing. Restrict {@code available} to steer the choice.
     *
     * @param available ordinals of shards that can be read
     * @param wanted ordinals of shards to compute, none of them available
     */
    Optional<BitSet> sources(BitSet available, BitSet wanted);

    /**
     * Computes the shards {@code wanted}, of data or parity, from {@link #sources} of those {@code
     * present}. Only these two kinds are looked at; under any other ordinal an empty array will do.
     * For everything that is missing pass {@link Geometry#missing}.
     *
     * @param present ordinals of shards that hold right bytes
     * @param wanted ordinals of shards to compute, none of them present
     */
    void reconstruct(byte[][] shards, BitSet present, BitSet wanted, int offset, int length);
}
