/** For tests, also those of other modules: the contract of stores, and stores that misbehave. */
@NullMarked
package io.reducto.tier.testing;

import org.jspecify.annotations.NullMarked;
