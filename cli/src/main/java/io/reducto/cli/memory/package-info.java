/** What the commands of a memory start beside themselves: the timer of backups. */
@NullMarked
package io.reducto.cli.memory;

import org.jspecify.annotations.NullMarked;
