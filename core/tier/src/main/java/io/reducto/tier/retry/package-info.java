/** The one place where calls to a store are repeated. */
@NullMarked
package io.reducto.tier.retry;

import org.jspecify.annotations.NullMarked;
