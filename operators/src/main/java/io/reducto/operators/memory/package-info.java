/** The merge of memories: by key what a key shows, by content which keys show it. */
@NullMarked
package io.reducto.operators.memory;

import org.jspecify.annotations.NullMarked;
