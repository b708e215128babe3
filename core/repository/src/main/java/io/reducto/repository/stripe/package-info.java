/** Stripes: packs on the volumes of a tier, written durable and read from any k of their shards. */
@NullMarked
package io.reducto.repository.stripe;

import org.jspecify.annotations.NullMarked;
