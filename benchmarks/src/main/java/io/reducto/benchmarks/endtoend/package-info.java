/**
 * The same versions through Reducto and through other stores, in one run on one machine: what each
 * keeps, how long it takes and what it uses. Every store is used by the commands that a person
 * would type; only publishing is done in this process, as a build server would.
 */
@NullMarked
package io.reducto.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
