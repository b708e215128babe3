/**
 * From what a user's tools have written to writes: entries with secrets are held back, and of the
 * others those are new that the user has changed.
 */
@NullMarked
package io.reducto.memory.client;

import org.jspecify.annotations.NullMarked;
