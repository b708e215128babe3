/**
 * A repository as a whole: opened as of a commit, written by one-shot writers, read without an
 * engine.
 */
@NullMarked
package io.reducto.repository;

import org.jspecify.annotations.NullMarked;
