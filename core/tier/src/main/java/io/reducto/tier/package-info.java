/**
 * The object-store contract: named, immutable objects that are written once and whole. Back ends
 * and decorators implement it; nothing above knows which one it has.
 */
@NullMarked
package io.reducto.tier;

import org.jspecify.annotations.NullMarked;
