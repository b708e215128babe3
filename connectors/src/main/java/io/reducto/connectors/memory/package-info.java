/** Where memories come from and go to: a topic of lines, Git remotes, a compacted topic. */
@NullMarked
package io.reducto.connectors.memory;

import org.jspecify.annotations.NullMarked;
