/**
 * Secrets in text: finds credentials by their public formats and by the names beside them, before
 * anything is committed. Pure: decoded strings in, places and fingerprints out.
 */
@NullMarked
package io.reducto.memory.secret;

import org.jspecify.annotations.NullMarked;
