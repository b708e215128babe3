package io.reducto.repository.recipe;

import io.reducto.repository.format.Digest;
import java.util.List;
import java.util.Optional;

/**
 * One version of an object: what it is called, what it is, and its chunks in order. Names chunks by
 * id only.
 *
 * @param name of the version
 * @param uploadId the upload that completed it
 * @param origin the messages that it came in, if any
 * @param chunking text of the chunking spec
 * @param length of the object in bytes
 * @param root BLAKE3-256 of the object
 * @param sha256 what the publisher declared, if anything
 * @param pages of a recipe of more than one, in order; empty otherwise
 * @param inline the only page of a recipe of up to one
 */
public record Recipe(
        ObjectVersion name,
        String uploadId,
        Optional<TopicOrigin> origin,
        String chunking,
        long length,
        Digest root,
        Optional<Digest> sha256,
        List<PageReference> pages,
        Optional<RecipePage> inline) {
    /** Copies the list; refuses pages that do not sum to the length, or none at all. */
    public Recipe {
        pages = List.copyOf(pages);
        if (pages.isEmpty() != inline.isPresent() || pages.size() == 1) {
            throw new IllegalArgumentException(
                    "recipe of %s: expected one page inline or two and more listed, found %d"
                            .formatted(name, pages.size()));
        }
        long sum =
                inline.map(RecipePage::length)
                        .orElse(pages.stream().mapToLong(PageReference::length).sum());
        if (sum != length) {
            throw new IllegalArgumentException(
                    "recipe of %s: expected pages of %d bytes, found %d"
                            .formatted(name, length, sum));
        }
    }
}
