/**
 * What the chunker keeps of an object between two segments: the open upload, its unfinished chunk,
 * its recipe so far; and of a version that stands, that it stands.
 */
@NullMarked
package io.reducto.state.upload;

import org.jspecify.annotations.NullMarked;
