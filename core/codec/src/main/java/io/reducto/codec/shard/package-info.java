/**
 * Shards: the self-describing pieces of an erasure-coded pack; {@code docs/format/shard.md} is the
 * format.
 */
@NullMarked
package io.reducto.codec.shard;

import org.jspecify.annotations.NullMarked;
