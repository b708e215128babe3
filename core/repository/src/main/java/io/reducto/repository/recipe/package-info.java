/**
 * Recipes: the ordered chunks of one version of an object, in pages; {@code docs/format/recipe.md}
 * is the format.
 */
@NullMarked
package io.reducto.repository.recipe;

import org.jspecify.annotations.NullMarked;
