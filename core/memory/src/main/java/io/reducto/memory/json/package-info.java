/**
 * Objects of JSON (RFC 8259) as text with one form: read out of bytes that somebody else wrote,
 * kept number by number as they were written, compared, and changed string by string.
 */
@NullMarked
package io.reducto.memory.json;

import org.jspecify.annotations.NullMarked;
