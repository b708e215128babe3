/**
 * The parts of {@code reducto quickstart}: its folder, its input, what is measured and how it is
 * shown. Nothing here knows the command line.
 */
@NullMarked
package io.reducto.cli.quickstart;

import org.jspecify.annotations.NullMarked;
