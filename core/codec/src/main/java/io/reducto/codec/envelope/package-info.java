/**
 * The frame around every file, and the little-endian cursor and buffer that formats are read and
 * written with.
 */
@NullMarked
package io.reducto.codec.envelope;

import org.jspecify.annotations.NullMarked;
