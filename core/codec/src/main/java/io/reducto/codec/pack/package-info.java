/**
 * Packs: chunks in compressed blocks and the trailer that lists them; {@code docs/format/pack.md}
 * is the format.
 */
@NullMarked
package io.reducto.codec.pack;

import org.jspecify.annotations.NullMarked;
