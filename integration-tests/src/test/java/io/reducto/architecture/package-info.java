/**
 * The rules of the architecture, executed: who may import whom, what pure code must not touch, how
 * types are named.
 *
 * <p>They read the compiled classes of every module of the reactor, and name modules that do not
 * exist yet, so that a rule is in force on the day its module appears.
 */
@NullMarked
package io.reducto.architecture;

import org.jspecify.annotations.NullMarked;
