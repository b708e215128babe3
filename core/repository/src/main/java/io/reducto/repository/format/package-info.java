/**
 * Metadata records of a repository and their bytes: the description ({@code repository.json}) and
 * the commit record, each with its reader and its writer. No IO.
 *
 * <p>{@code docs/format/repository.md} is the page of this package. Generated Avro classes do not
 * leave it.
 */
@NullMarked
package io.reducto.repository.format;

import org.jspecify.annotations.NullMarked;
