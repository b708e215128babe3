/** What chunker and assembler of a subtask share inside their process. */
@NullMarked
package io.reducto.operators.internal;

import org.jspecify.annotations.NullMarked;
