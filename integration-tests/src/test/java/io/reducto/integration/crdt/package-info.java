/** Maps that merge, ours and those of others, on the same histories. */
@NullMarked
package io.reducto.integration.crdt;

import org.jspecify.annotations.NullMarked;
