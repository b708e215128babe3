/** How far a command is, for who watches it. */
@NullMarked
package io.reducto.cli.progress;

import org.jspecify.annotations.NullMarked;
