/** The files of a repository: a state as lines, and lines as a state. */
@NullMarked
package io.reducto.memory.file;

import org.jspecify.annotations.NullMarked;
