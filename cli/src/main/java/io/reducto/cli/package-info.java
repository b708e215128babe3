/** The {@code reducto} command: one class per command, each a few lines over a room in core. */
@NullMarked
package io.reducto.cli;

import org.jspecify.annotations.NullMarked;
