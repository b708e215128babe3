/** What all codecs share: the ids and the family of errors for bad data. */
@NullMarked
package io.reducto.codec;

import org.jspecify.annotations.NullMarked;
