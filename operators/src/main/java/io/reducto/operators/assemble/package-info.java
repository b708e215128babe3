/** Entries and verdicts to packs. */
@NullMarked
package io.reducto.operators.assemble;

import org.jspecify.annotations.NullMarked;
