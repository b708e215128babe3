/**
 * Erasure codes: k data shards and m parity shards, enough of which give back the rest.
 *
 * <p>A pack of bytes is laid over the data shards by {@link io.reducto.codec.erasure.StripeLayout};
 * an {@link io.reducto.codec.erasure.ErasureCode} computes parity from them and, when shards are
 * lost, the lost ones, over any range of bytes. {@link io.reducto.codec.erasure.ReedSolomon} needs
 * any k of the shards; they interchange with those of Backblaze's JavaReedSolomon. {@link
 * io.reducto.codec.erasure.LocalReconstructionCode} computes one lost shard of a local group from
 * the rest of the group. The geometry says which of the two it is.
 *
 * <p>Both are matrices over a field, and the product of a matrix and a column of shards is the one
 * inner loop: a {@code GaloisKernel}, scalar or with vectors.
 *
 * <p>Nothing here knows files, headers or digests: an erasure code repairs what is <em>known</em>
 * to be lost and trusts every shard that it is told is present. Who calls verifies.
 */
@NullMarked
package io.reducto.codec.erasure;

import org.jspecify.annotations.NullMarked;
