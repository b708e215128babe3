/** Documents checked against the tree: links, commands, and the list of third-party licences. */
@NullMarked
package io.reducto.docs;

import org.jspecify.annotations.NullMarked;
