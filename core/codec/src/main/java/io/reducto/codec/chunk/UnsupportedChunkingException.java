package io.reducto.codec.chunk;

/**
 * A chunking spec asks for an algorithm, a version or a gear table that this release does not have,
 * or for fixed-size blocks, which no release has.
 */
public final class UnsupportedChunkingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnsupportedChunkingException(String message) {
        super(message);
    }
}
