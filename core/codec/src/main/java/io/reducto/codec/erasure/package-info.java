/**
 * Erasure codes: k data shards and m parity shards, any k of which give back the rest.
 *
 * <p>A pack of bytes is laid over the data shards by {@link io.reducto.codec.erasure.StripeLayout};
 * an {@link io.reducto.codec.erasure.ErasureCode} computes parity from them and, when shards are
 * lost, the lost ones, over any range of bytes. {@link io.reducto.codec.erasure.ReedSolomon} is the
 * code of the repository; its shards interchange with those of Backblaze's JavaReedSolomon.
 *
 * <p>Nothing here knows files, headers or digests: an erasure code repairs what is <em>known</em>
 * to be lost and trusts every shard that it is told is present. Who calls verifies.
 */
@NullMarked
package io.reducto.codec.erasure;

import org.jspecify.annotations.NullMarked;
