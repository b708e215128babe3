/** What the memory job keeps: registers, progress, and which keys show a content. */
@NullMarked
package io.reducto.state.memory;

import org.jspecify.annotations.NullMarked;
