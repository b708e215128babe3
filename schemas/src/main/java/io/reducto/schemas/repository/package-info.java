/**
 * Metadata records of a repository, generated from {@code src/main/avro/repository}: commit,
 * recipe, recipe page and what they share. {@code docs/format/repository.md} is their page.
 *
 * <p>Mutable carriers between bytes and the types of the repository; nothing else hands them on.
 * Unions with null give null, which the generator cannot annotate: hence not marked.
 */
@NullUnmarked
package io.reducto.schemas.repository;

import org.jspecify.annotations.NullUnmarked;
